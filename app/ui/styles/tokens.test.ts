import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Theme = Record<string, string>

/** The colours that a selector's block sets. */
function block(selector: string): Theme {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`no block for ${selector}`)
  const body = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries(
    [...body.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  )
}

const light = block('\n:root')
const darkDevice = block(':root:not([data-theme="light"])')
const darkChosen = block(':root[data-theme="dark"]')

/** Relative luminance (WCAG 2.2) of `#rrggbb`. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(theme: Theme, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const colour = theme[name]
    if (!colour) throw new Error(`no colour ${name}`)
    return luminance(colour)
  }) as [number, number]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const grounds = ['surface', 'raised', 'sunken']
const tones = ['good', 'careful', 'wrong', 'note']
const pairs = (fronts: string[], backs: string[]) =>
  fronts.flatMap((front) => backs.map((back) => [front, back] as const))

describe.each([
  ['light', light],
  ['dark', darkChosen],
])('%s', (_name, theme) => {
  it.each(pairs(['text', 'muted'], [...grounds, 'accent-soft']))(
    'running text: %s on %s is 7 : 1',
    (front, back) => {
      expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(7)
    },
  )
  it.each(
    pairs(
      ['text'],
      tones.map((tone) => `${tone}-soft`),
    ),
  )('running text in a message: %s on %s is 7 : 1', (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(7)
  })
  it.each([
    ...pairs(['accent', 'accent-hover', ...tones], grounds),
    ...tones.map((tone) => [tone, `${tone}-soft`] as const),
    ...tones.map((tone) => ['muted', `${tone}-soft`] as const),
    ['on-accent', 'accent'] as const,
    ['on-accent', 'accent-hover'] as const,
  ])('words: %s on %s is 4.5 : 1', (front, back) => {
    expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(4.5)
  })
  it.each(pairs(['control', 'focus'], [...grounds, 'accent-soft']))(
    'edges of controls: %s on %s is 3 : 1',
    (front, back) => {
      expect(contrast(theme, front, back)).toBeGreaterThanOrEqual(3)
    },
  )
})

it('sets every colour in both themes', () => {
  expect(Object.keys(darkChosen).sort()).toEqual(Object.keys(light).sort())
  expect(Object.keys(light).length).toBeGreaterThan(15)
})

it('gives the same dark to a dark device and to a person who chose the dark', () => {
  expect(darkDevice).toEqual(darkChosen)
})
