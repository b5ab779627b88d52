import { renderToStaticMarkup as html } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { TextField } from '../atoms/inputs'
import { Card, EmptyState } from './card'
import { Composer, StopForm } from './composer'
import { ConfirmDialog } from './confirm-dialog'
import { CopyButton } from './copy-button'
import { Disclosure } from './disclosure'
import { ErrorSummary } from './error-summary'
import { Choice, Field } from './field'
import { Flash } from './flash'
import { Menu } from './menu'
import { Message, Prose } from './message'
import { Pager } from './pager'
import { SearchForm } from './search-form'
import { Table } from './table'
import { ToastProvider } from './toasts'

describe('Field', () => {
  const field = (errors?: string | string[]) =>
    html(
      <Field id="email" label="Email" hint="Yours." errors={errors}>
        {(wired) => <TextField name="email" {...wired} />}
      </Field>,
    )
  it('ties label and hint to its control', () => {
    const out = field()
    expect(out).toContain('for="email"')
    expect(out).toContain('id="email" aria-describedby="email-hint"')
    expect(out).not.toContain('aria-invalid')
  })
  it('ties its error too, after the hint and before the control', () => {
    const out = field(['Too short.', 'No @.'])
    expect(out).toContain('aria-describedby="email-hint email-error" aria-invalid="true"')
    expect(out).toMatch(/Yours\..*id="email-error".*Too short\. No @\..*<input/)
  })
  it('says nothing where there is nothing to say', () => {
    const out = html(
      <Field id="a" label="A" errors={[]}>
        {(wired) => <TextField {...wired} />}
      </Field>,
    )
    expect(out).not.toContain('aria-describedby')
  })
})

it('a choice names its question and can be led to', () => {
  const out = html(
    <Choice id="role" label="Role" errors="Choose one." hint="Now.">
      x
    </Choice>,
  )
  expect(out).toMatch(/^<fieldset id="role" tabindex="-1".*aria-describedby="role-hint role-error"/)
  expect(out).toContain('<legend class="label">Role</legend>')
})

describe('ErrorSummary', () => {
  it('leads to the fields and takes the focus, without a script too', () => {
    const out = html(
      <ErrorSummary errors={[{ fieldId: 'title', message: 'Name it.' }, { message: 'Stale.' }]} />,
    )
    expect(out).toContain('<a href="#title">Name it.</a>')
    expect(out).toContain('<li>Stale.</li>')
    expect(out).toContain('2 things need changing')
    expect(out).toContain('role="alert" tabindex="-1"')
    expect(out).toContain('autofocus')
    expect(out).toContain('What you entered is still here.')
  })
  it('is not there without an error', () => {
    expect(html(<ErrorSummary errors={[]} />)).toBe('')
  })
})

describe('Flash', () => {
  it('tells its tone by word and sign, politely', () => {
    const out = html(<Flash>Saved.</Flash>)
    expect(out).toContain('role="status"')
    expect(out).toMatch(/<svg.*Done: .*Saved\./)
  })
  it('is an alert where something went wrong', () => {
    expect(html(<Flash tone="wrong">Lost.</Flash>)).toContain('role="alert"')
  })
  it('offers its way back, and no button that needs a script', () => {
    const out = html(<Flash action={<a href="/undo">Undo</a>}>Deleted.</Flash>)
    expect(out).toContain('href="/undo"')
    expect(out).not.toContain('<button')
  })
})

it('toasts have a place of their own beside the page', () => {
  expect(html(<ToastProvider>page</ToastProvider>)).toBe(
    'page<section class="toasts" aria-label="Messages" aria-live="polite"></section>',
  )
})

describe('Card', () => {
  it('says "now you" only where told to', () => {
    expect(html(<Card next eyebrow="Go on" title="T" actions="do" />)).toContain('card card-next')
    expect(html(<Card level={3} title="T" />)).toBe('<section class="card"><h3>T</h3></section>')
  })
  it('teaches the next step where there is nothing', () => {
    const out = html(
      <EmptyState title="Nothing yet" action={<a href="/go">Go</a>}>
        Begin.
      </EmptyState>,
    )
    expect(out).toMatch(/Nothing yet.*Begin\..*href="\/go"/)
  })
})

describe('SearchForm', () => {
  it('is a plain GET form with a named field', () => {
    const out = html(<SearchForm label="Search agents" action="/agents" />)
    expect(out).toContain('<form method="get" action="/agents" class="search" role="search">')
    expect(out).toContain('name="q"')
    const id = /for="([^"]+)"/.exec(out)?.[1]
    expect(out).toContain(`id="${id}"`)
    expect(out).not.toContain('Clear search')
  })
  it('keeps what was searched for and offers to clear it', () => {
    const out = html(<SearchForm label="S" action="/agents" name="w" defaultValue='"<x>' />)
    expect(out).toContain('value="&quot;&lt;x&gt;"')
    expect(out).toContain('Clear search')
  })
})

describe('Pager', () => {
  it('leads both ways', () => {
    const out = html(<Pager newer="?a" older="?b" />)
    expect(out).toMatch(/href="\?a" rel="prev".*href="\?b" rel="next"/)
  })
  it('is not there where there is no more', () => {
    expect(html(<Pager newer={null} older={null} />)).toBe('')
  })
})

it('folded and menu parts open without a script', () => {
  expect(html(<Disclosure summary="More">x</Disclosure>)).toMatch(/^<details class="disclosure">/)
  expect(
    html(
      <Disclosure summary="More" open>
        x
      </Disclosure>,
    ),
  ).toContain('<details class="disclosure" open="">')
  const menu = html(
    <Menu button="More" label="More of this">
      <a href="/x">x</a>
    </Menu>,
  )
  expect(menu).toMatch(
    /^<details class="menu"><summary [^>]*>More<span class="sr-only">More of this</,
  )
})

describe('Table', () => {
  const out = html(
    <Table
      caption="Agents"
      rows={[{ id: '1', name: 'Ada' }]}
      rowKey={(row) => row.id}
      columns={[
        { label: 'Name', cell: (row) => row.name },
        { label: 'Id', cell: (row) => row.id },
        { label: 'Edit', end: true, cell: () => <a href="/1">Edit</a> },
      ]}
    />,
  )
  it('names the row by its first column', () => {
    expect(out).toContain('<th scope="row" role="rowheader">Ada</th>')
  })
  it('labels each cell for a phone, except what one does with the row', () => {
    expect(out).toContain('<td role="cell" data-label="Id">1</td>')
    expect(out).toContain('<td role="cell" class="table-end">')
    expect(out).toContain('<span class="sr-only">Edit</span>')
  })
  it('has a caption', () => {
    expect(out).toContain('<caption class="sr-only">Agents</caption>')
  })
})

it('a hard question unfolds in place until a script makes it a dialog', () => {
  const out = html(
    <ConfirmDialog trigger="Delete" icon="trash" title="Delete it?" text="It can come back.">
      <form method="post" />
    </ConfirmDialog>,
  )
  expect(out).toMatch(/^<details class="confirm"><summary class="button button-danger">/)
  expect(out).toMatch(/Delete it\?.*It can come back\..*<form method="post">/)
  expect(out).not.toContain('<dialog')
})

it('nothing offers to copy where no script could', () => {
  expect(html(<CopyButton text="x" />)).toBe('')
})

describe('Message', () => {
  it('says who, when and what', () => {
    const out = html(
      <Message id="m1" author="person" time={<time>now</time>}>
        {'a\n<b>'}
      </Message>,
    )
    expect(out).toMatch(/^<article id="m1" class="message message-person"/)
    expect(out).toMatch(/You.*<time>now<\/time>.*a\n&lt;b&gt;/)
    expect(out).not.toContain('message-status')
  })
  it.each([
    ['stopped', 'You stopped this answer. What came is saved.'],
    ['cut_off', 'The answer was cut off. What came is saved.'],
    ['failed', 'No answer came. Your message is saved.'],
  ] as const)('tells what became of an answer: %s', (status, words) => {
    expect(
      html(
        <Message author="agent" name="Ada" status={status}>
          x
        </Message>,
      ),
    ).toContain(words)
  })
  it('names a failure that is known, with what one can do', () => {
    const out = html(
      <Message author="agent" name="Ada" status="failed" failure="Too busy." actions="again">
        {null}
      </Message>,
    )
    expect(out).toMatch(/<span>Too busy\.<\/span>again/)
    expect(out).not.toContain('No answer came')
  })
  it('is busy while it grows', () => {
    expect(
      html(
        <Message author="agent" status="streaming">
          x
        </Message>,
      ),
    ).toContain('aria-busy="true"')
  })
  it('shows rendered Markdown as it was made', () => {
    expect(html(<Prose html="<p>a</p>" />)).toBe('<div class="prose"><p>a</p></div>')
  })
})

describe('Composer', () => {
  it('is a plain form that says whose turn it is', () => {
    const out = html(<Composer action="/send" fields={<input type="hidden" name="key" />} />)
    expect(out).toContain('class="composer composer-yours"')
    expect(out).toMatch(/<form id="composer" method="post" action="\/send"><input type="hidden"/)
    expect(out).toMatch(/<label class="label" for="message">Your turn.*name="message"/)
    expect(out).toContain('Send')
  })
  it('puts Stop in the place of Send while the agent answers', () => {
    const out = html(<Composer stop={<StopForm action="/stop" fields="x" />} />)
    expect(out).not.toContain('composer-yours')
    expect(out).not.toContain('Send')
    expect(out).toMatch(/<form method="post" action="\/stop">x<button.*Stop/)
  })
  it('keeps what was written when it is refused, and says why', () => {
    const out = html(<Composer error="Too long." defaultValue="abc" maxLength={32000} label="Go" />)
    const id = /aria-describedby="([^"]+)"/.exec(out)?.[1]
    expect(out).toContain(`<div class="field-error" id="${id}">`)
    expect(out).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*>abc<\/textarea>/)
    expect(out).toContain('maxLength="32000"')
    expect(out).toContain('>Go</label>')
  })
})
