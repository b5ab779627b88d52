/** What the pieces become once a script runs; how they then behave is tested in a browser. */
import { renderToStaticMarkup as html } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { Composer } from './composer'
import { ConfirmDialog } from './confirm-dialog'
import { CopyButton } from './copy-button'
import { Flash } from './flash'

vi.mock('../hydrated', () => ({ useHydrated: () => true }))

it('a hard question is the browser’s own dialog, named by its title, with a way out', () => {
  const out = html(
    <ConfirmDialog trigger="Delete" title="Delete it?">
      <form method="post" />
    </ConfirmDialog>,
  )
  expect(out).toMatch(/^<button type="button" class="button button-danger" aria-haspopup="dialog">/)
  const id = /<dialog [^>]*aria-labelledby="([^"]+)"/.exec(out)?.[1]
  expect(out).toContain(`<h2 id="${id}">Delete it?</h2>`)
  expect(out).toMatch(/<form method="post"><\/form><form method="dialog">.*Cancel/)
  expect(out).not.toContain('<details')
})

it('a message can be closed', () => {
  expect(html(<Flash>Saved.</Flash>)).toMatch(/<button type="button".*Close this message/)
})

it('a text can be copied, and a reader is told so', () => {
  const out = html(<CopyButton text="x" label="Copy answer" />)
  expect(out).toContain('Copy answer</button>')
  expect(out).toContain('role="status"')
  expect(html(<CopyButton text="x" />)).toContain('Copy</button>')
})

it('the composer tells what Enter does only where it does it', () => {
  const out = html(<Composer />)
  const id = /aria-describedby="([^"]+)"/.exec(out)?.[1]
  expect(out).toContain(`<span id="${id}" class="sr-only">Enter sends`)
})
