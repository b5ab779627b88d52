import { createHash } from 'node:crypto'
import type { Actor } from './actors.ts'

/** The same key for the same name, so that statements can be written before the rows are there. */
export function id(name: string): string {
  return `01936a00-0000-7000-8000-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
}

/** A key that is larger than any of `id`: a message's is larger than its conversation's. */
export const laterId = (name: string): string => id(name).replace('01936a00', '01936a01')

export const person = (actor: Actor): string =>
  actor === 'nobody' ? '00000000-0000-0000-0000-000000000000' : id(`person ${actor}`)
export const email = (actor: Actor): string => `${actor}@people.test`

export const northside = id('northside')
export const harbor = id('harbor')
export const commons = id('commons')
