import type { ItemFields } from '../item'

/** What a form gave, before anybody checked it: texts, and lists of such by their place. */
export type Entered = Record<string, unknown>

/** What was entered as a text; empty where it is none. */
export const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** What was entered as a list; a place that was left out is undefined. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? [...value] : [])

/** What was entered as one thing of several fields. */
export const thingOf = (value: unknown): Entered =>
  typeof value === 'object' && value !== null ? (value as Entered) : {}

/** What a form of any kind holds. */
export const sharedEntered = ({ title, summary, tags }: Entered): ItemFields => ({
  title: textOf(title),
  summary: textOf(summary),
  tags: textOf(tags),
})

/** More places than any list of a form has. */
const MOST = 200

/** A form's fields in their places: `steps[1].name` is the name of the second step. */
export function nest(form: FormData): Entered {
  const root: Entered = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    const [first = '', ...rest] = name.split(/[.[\]]+/).filter(Boolean)
    let at: Entered | unknown[] = root
    let key = first
    for (const next of rest) {
      const held = (at as Entered)[key]
      const inner = held ?? (/^\d+$/.test(next) ? [] : {})
      if (typeof inner !== 'object' || inner === null || Number(next) >= MOST) break
      ;(at as Entered)[key] = inner
      at = inner as Entered
      key = next
    }
    if (!Object.hasOwn(at, key)) (at as Entered)[key] = value.replace(/\r\n?/g, '\n')
  }
  return root
}

/** The texts of a form by the names of their fields; what is empty is left out. */
export function flatten(fields: object, under = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(fields)) {
    const name = under === '' ? key : Array.isArray(fields) ? `${under}[${key}]` : `${under}.${key}`
    if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of flatten(value, name)) flat.set(inner, text)
    } else if (value !== '' && value !== undefined && value !== null) flat.set(name, String(value))
  }
  return flat
}
