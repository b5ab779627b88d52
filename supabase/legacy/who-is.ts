import { isUuid } from '../../app/platform/uuid.ts'
import { type PeopleTable, peopleTables, type References } from './references.ts'

/** Somebody, or why nobody: `is not there`. */
type Answer = { person: string } | { person: null; why: string }

/**
 * Who a key means.
 *
 * @param field the field that holds it, such as `public.conversations.ownerId`
 */
export type WhoIs = (field: string, key: string) => Answer

/** Why a row that is there means nobody here. */
export const LEFT_OUT = 'is left out'

const isOf = (column: string, table: string) => column.startsWith(`${table}.`)
const tableOf = (column: string) => column.slice(0, column.lastIndexOf('.'))
const anyTable = peopleTables.map((table) => `${table}.id`)
/** Fields that say by their name what they mean, where no foreign key does. */
const byName: Readonly<Record<string, readonly string[]>> = {
  'public.users.id': ['public.users.id'],
  'public.admins.id': ['public.admins.id'],
  'public.users.accountId': ['auth.users.id'],
  'public.admins.accountId': ['auth.users.id', 'public.users.id'],
}

/**
 * The keys of the three tables of people, each table's for itself: where keys are numbers, user 1 and
 * admin 1 are two people. A key that could mean either means nobody, unless a foreign key says which.
 */
export function startRegister(references: References): {
  /** @param person null: the row is there, and its person is left out */
  add(table: PeopleTable, keys: Record<string, string>, person: string | null): void
  whoIs: WhoIs
} {
  const known = new Map<string, Set<string | null>>()
  return {
    add(table, keys, person) {
      for (const [field, key] of Object.entries(keys)) {
        const what = `${table}.${field} ${key}`
        if (key) known.set(what, (known.get(what) ?? new Set()).add(person))
      }
    },
    whoIs(field, key) {
      const columns = references.get(field) ?? byName[field] ?? anyTable
      // A key of a table that nothing leads on from; only a UUID is surely the same one elsewhere.
      const elsewhere = columns.every((column) => !peopleTables.some((one) => isOf(column, one)))
      const found = (elsewhere && isUuid(key) ? anyTable : columns).flatMap((column) => {
        const people = known.get(`${column} ${key}`)
        return people ? [{ column, people }] : []
      })
      const people = new Set(found.flatMap((one) => [...one.people]))
      const [person] = people
      if (person === undefined && elsewhere) {
        const tables = columns.map(tableOf).join(' and ')
        return { person: null, why: `is a key of ${tables}, and nothing says who that is` }
      }
      if (person === undefined) return { person: null, why: 'is not there' }
      if (people.size > 1) {
        const rows = found.map(({ column }) => `${tableOf(column)} ${key}`)
        return { person: null, why: `could be ${rows.join(' or ')}, and nothing says which` }
      }
      return person === null ? { person, why: LEFT_OUT } : { person }
    },
  }
}
