import { readFileSync } from 'node:fs'
import { renderToStaticMarkup as html } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ElementsProvider } from '../elements'
import { Badge, StatusBadge } from './badge'
import { Button, ButtonLink } from './button'
import { FieldError, Label } from './field-parts'
import { SkipLink, VisuallyHidden } from './hidden'
import { Icon } from './icon'
import drawings from './icons.svg?raw'
import { Checkbox, Radio, Select, TextArea, TextField } from './inputs'
import { ExternalLink, Link } from './link'
import { initials, Mark } from './mark'
import { Progress, Spinner } from './progress'
import { Time } from './time'

describe('Button', () => {
  it('sends its form unless told otherwise', () => {
    expect(html(<Button>Save draft</Button>)).toBe(
      '<button type="submit" class="button">Save draft</button>',
    )
    expect(html(<Button type="button">Open</Button>)).toContain('type="button"')
  })
  it('carries its look, its icon and what it is given', () => {
    const out = html(
      <Button variant="danger" small icon="trash" className="mt-2" name="intent" value="delete">
        Delete
      </Button>,
    )
    expect(out).toContain('class="button button-danger button-small mt-2"')
    expect(out).toContain('name="intent" value="delete"')
    expect(out).toContain('aria-hidden="true"')
  })
  it('is an anchor where it leads somewhere', () => {
    expect(
      html(
        <ButtonLink href="/a" variant="primary" icon="plus">
          New
        </ButtonLink>,
      ),
    ).toMatch(/^<a class="button button-primary" href="\/a"><svg.*New<\/a>$/)
  })
})

const Loud = ({ href }: { href: string }) => <b>{href}</b>

it('puts the application’s own anchor in the place of the plain one', () => {
  const out = html(
    <ElementsProvider elements={{ Anchor: Loud }}>
      <Link href="/x">x</Link>
      <ButtonLink href="/y">y</ButtonLink>
    </ElementsProvider>,
  )
  expect(out).toBe('<b>/x</b><b>/y</b>')
})

describe('Link', () => {
  it('is a plain anchor', () => {
    expect(html(<Link href="/a">a</Link>)).toBe('<a class="link" href="/a">a</a>')
  })
  it('says that it leaves, opens beside, and passes nothing on', () => {
    const out = html(<ExternalLink href="https://example.org/">there</ExternalLink>)
    expect(out).toContain('rel="noopener noreferrer nofollow ugc"')
    expect(out).toContain('target="_blank"')
    expect(out).toContain('(opens in a new tab)')
  })
})

describe('inputs', () => {
  it('follow the direction of what is written', () => {
    expect(html(<TextField name="a" />)).toContain('dir="auto"')
    expect(html(<TextArea name="a" />)).toContain('dir="auto"')
    expect(html(<TextField type="email" dir="ltr" />)).toContain('dir="ltr"')
  })
  it('offer their options', () => {
    const out = html(
      <Select name="role" defaultValue="b" options={[{ value: 'b', label: 'Coach' }]} />,
    )
    expect(out).toContain('<option value="b" selected="">Coach</option>')
  })
  it('make their words a part of what can be pressed', () => {
    const out = html(
      <Checkbox name="keep" hint="Not here.">
        Stay
      </Checkbox>,
    )
    expect(out).toMatch(/^<label class="check"><input type="checkbox" name="keep"\/>.*Stay/)
    expect(out).toContain('Not here.')
    expect(html(<Radio name="one">One</Radio>)).toContain('type="radio"')
  })
})

describe('field parts', () => {
  it('mark what may be left empty', () => {
    expect(html(<Label htmlFor="a">A</Label>)).toBe('<label class="label" for="a">A</label>')
    expect(
      html(
        <Label htmlFor="a" optional>
          A
        </Label>,
      ),
    ).toContain('(optional)')
  })
  it('tell an error by a word and a sign', () => {
    const out = html(<FieldError id="a-error">Too long.</FieldError>)
    expect(out).toContain('<svg')
    expect(out).toContain('<span class="sr-only">Error: </span>Too long.')
  })
})

describe('Badge', () => {
  it('tells a state by word and sign', () => {
    expect(html(<StatusBadge status="published" />)).toMatch(/tone-good.*<svg.*Published/)
    expect(html(<StatusBadge status="draft" />)).toContain('Draft')
    expect(html(<StatusBadge status="archived" />)).not.toContain('tone-')
  })
  it('needs no tone', () => {
    expect(html(<Badge>Plain</Badge>)).toBe('<span class="badge">Plain</span>')
    expect(html(<Badge tone="wrong">Down</Badge>)).toContain('<svg')
  })
})

describe('initials', () => {
  it.each([
    ['Northside', 'N'],
    ['harbor sailing club', 'HC'],
    ['  Ada   Lovelace ', 'AL'],
    ['李 小龍', '李小'],
    ['👩‍👧 family', '👩‍👧F'],
    ['', '?'],
  ])('%s → %s', (name, letters) => {
    expect(initials(name)).toBe(letters)
  })
})

it('marks are decoration, since the name stands beside them', () => {
  expect(html(<Mark kind="community" name="Northside" large />)).toBe(
    '<span class="mark mark-community mark-large" aria-hidden="true">N</span>',
  )
})

it('every icon that can be named is drawn, and none else', () => {
  const source = readFileSync(new URL('icon.tsx', import.meta.url), 'utf8')
  const named = [...source.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, name]) => name)
  const drawn = [...drawings.matchAll(/id="(\w+)"/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(20)
  expect(named).toEqual(drawn)
})

it('icons are silent, and those that point turn round with the reading', () => {
  expect(html(<Icon name="back" />)).toContain('class="icon icon-turns"')
  expect(html(<Icon name="check" className="big" />)).toContain('class="icon big"')
  expect(html(<Icon name="check" />)).toContain('aria-hidden="true"')
})

it('hidden words are read out, and the skip link leads on', () => {
  expect(html(<VisuallyHidden>x</VisuallyHidden>)).toBe('<span class="sr-only">x</span>')
  expect(html(<SkipLink href="#content">Skip</SkipLink>)).toContain('href="#content"')
})

it('time carries the machine’s time and the exact one', () => {
  expect(html(<Time iso="2026-03-02T09:30:00Z" label="now" exact="10:30" />)).toBe(
    '<time dateTime="2026-03-02T09:30:00Z" title="10:30">now</time>',
  )
})

it('progress is told in words too', () => {
  expect(html(<Spinner label="Working" />)).toContain('Working')
  const out = html(<Progress value={3} max={5} label="3 of 5 done" />)
  const id = /for="([^"]+)"/.exec(out)?.[1]
  expect(out).toContain(`id="${id}" value="3" max="5"`)
})
