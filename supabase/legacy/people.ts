import { randomUUID } from 'node:crypto'
import { isUuid } from '../../app/platform/uuid.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { type PeopleTable, peopleTables } from './references.ts'
import { type PlannedRole, planRoles } from './roles.ts'
import { whyStopped } from './stopped.ts'
import { asDate, asFlag, asText, emailOf, keyOf } from './values.ts'
import { startRegister, type WhoIs } from './who-is.ts'

export interface PlannedPerson {
  id: string
  email: string
  name: string
  /** A hash that Supabase Auth verifies, or null: a new password is set by mail. */
  password: string | null
  confirmedAt: Date | null
  suspended: boolean
  createdAt: Date
  /** False: the account is here already, and stays as it is. */
  isNew: boolean
  /** The rows that they were, as `table` and key. */
  was: [table: string, key: string][]
}

export interface PeoplePlan {
  people: PlannedPerson[]
  whoIs: WhoIs
  roles: PlannedRole[]
  superAdmins: string[]
  problems: string[]
  /** Who was imported and is gone since, or is another by now: said each time, and not made again. */
  gone: string[]
}

/** What is here already, as far as people may clash with it. */
export interface ExistingPeople {
  byEmail: ReadonlyMap<string, string>
  ids: ReadonlySet<string>
  /** Who a row became in an import before this one, whatever their address is by now. */
  before: (table: string, key: string) => string | undefined
  /** The moment of the import, for what has none. */
  now: Date
}

const EMAIL = /^[^\s@]+@[^\s@]+$/
const isAddress = (email: string) => EMAIL.test(email) && email.length <= 255
/** bcrypt and Argon2, which Supabase Auth verifies itself. */
const CARRIED = /^\$(2[aby]\$\d\d\$[./A-Za-z0-9]{53}$|argon2(id|i)\$)/

/** A row of a table of people. */
interface Entry {
  table: PeopleTable
  row: LegacyRow
  key: string
  email: string
  account: string
  what: string
}

/**
 * One person for each address, and for each id that no other can have (a UUID), whatever tables they
 * stood in: that there were two identities is what the earlier installation died of. Who was imported before is who they became then.
 */
export function planPeople({ rows, references }: LegacyData, existing: ExistingPeople): PeoplePlan {
  const people = new Map<string, PlannedPerson>()
  const byEmail = new Map<string, PlannedPerson>()
  const byUuid = new Map<string, PlannedPerson>()
  const register = startRegister(references)
  const problems: string[] = []
  const gone = new Map<string, string>()
  const taken = new Set(existing.ids)
  const links: Entry[] = []
  const seen = new Map<string, { person: PlannedPerson; key: string }>()

  const entries = readEntries(rows)
  const before = findBefore(entries, existing)
  for (const entry of entries) {
    const { table, row, key, email, account, what } = entry
    const keys = { id: key, accountId: account, email: asText(row.email) }
    const { done, isAnother } = before(entry)
    if (done === undefined && !email && account) {
      links.push(entry)
      continue
    }
    if (done !== undefined && !existing.ids.has(done)) {
      const said = `${what}: was imported and is gone since; this person is left out`
      if (!gone.has(done)) gone.set(done, said)
      register.add(table, keys, null)
      continue
    }
    if (isAnother) {
      gone.set(what, `${what}: was imported as somebody with another address; left out`)
      register.add(table, keys, null)
      continue
    }
    // An id that no other can have says who it is, whether or not the row has an address of its own.
    const same = isUuid(key) ? byUuid.get(key.toLowerCase()) : undefined
    if (done === undefined && !same && !isAddress(email)) {
      problems.push(`${what}: no email address to sign in with; this person is left out`)
      register.add(table, keys, null)
      continue
    }
    const here = done ?? existing.byEmail.get(email)
    const person =
      (done === undefined ? (same ?? byEmail.get(email)) : undefined) ??
      people.get(here ?? '') ??
      begin(row, email, here, taken, existing.now)
    if (same === person && email && email !== person.email) {
      problems.push(
        `${what}: has another address than ${person.email}, whose id it has; that one stays`,
      )
    }
    people.set(person.id, person)
    if (isAddress(email) && !byEmail.has(email)) byEmail.set(email, person)
    if (isUuid(key)) byUuid.set(key.toLowerCase(), person)
    const other = seen.get(`${table} ${email}`)
    if (email && other?.person === person) {
      problems.push(
        `${what}: has the same address as ${table} ${other.key}; they become one person`,
      )
    }
    seen.set(`${table} ${email}`, other ?? { person, key })
    add(person, row, table, existing.now)
    stop(person, row, what, problems)
    person.was.push([table, key])
    register.add(table, keys, person.id)
  }
  for (const { table, row, key, account, what } of links) {
    const answer = register.whoIs(`${table}.accountId`, account)
    register.add(table, { id: key, accountId: account }, answer.person)
    const person = people.get(answer.person ?? '')
    if (person) stop(person, row, what, problems)
    if (answer.person === null) {
      problems.push(`${what}: its account ${account} ${answer.why}; it is left out`)
    }
  }

  const { roles, superAdmins } = planRoles(rows, register.whoIs, problems)
  for (const { isNew, password, email, was } of people.values()) {
    if (isNew && password === null) {
      const [table, key] = was[0] ?? []
      problems.push(`${table} ${key}: ${email} sets a new password by mail at the first sign-in`)
    }
  }
  return {
    people: [...people.values()],
    whoIs: register.whoIs,
    roles,
    superAdmins,
    problems,
    gone: [...gone.values()],
  }
}

function readEntries(rows: LegacyData['rows']): Entry[] {
  return peopleTables.flatMap((table) =>
    rows[table].map((row) => {
      const key = keyOf(row)
      const account = asText(row.accountId)
      return { table, row, key, email: emailOf(row), account, what: `${table} ${key}` }
    }),
  )
}

/**
 * Who an entry became before: its own row, or another of the same address. A number says nothing of
 * which database it is of: it means who it became only where the address is theirs too.
 */
function findBefore(entries: Entry[], existing: ExistingPeople) {
  const byEmail = new Map<string, string>()
  const isSure = ({ key, email }: Entry, done: string) =>
    isUuid(key) || key === email || existing.byEmail.get(email) === done || !existing.ids.has(done)
  for (const entry of entries) {
    const done = existing.before(entry.table, entry.key)
    if (done === undefined || !isAddress(entry.email) || byEmail.has(entry.email)) continue
    if (isSure(entry, done)) byEmail.set(entry.email, done)
  }
  return (entry: Entry): { done: string | undefined; isAnother: boolean } => {
    const own = existing.before(entry.table, entry.key)
    const done = own ?? byEmail.get(entry.email)
    const isAnother = own !== undefined && !isSure(entry, own) && byEmail.get(entry.email) !== own
    return { done, isAnother }
  }
}

function begin(
  row: LegacyRow,
  email: string,
  here: string | undefined,
  taken: Set<string>,
  now: Date,
): PlannedPerson {
  const wish = asText(row.id).toLowerCase()
  const id = here ?? (isUuid(wish) && !taken.has(wish) ? wish : randomUUID())
  taken.add(id)
  return {
    id,
    email,
    name: '',
    password: null,
    confirmedAt: null,
    suspended: false,
    createdAt: asDate(row.createdAt) ?? now,
    isNew: here === undefined,
    was: [],
  }
}

/** The first table that knows something says it; `auth.users` is asked first. */
function add(person: PlannedPerson, row: LegacyRow, table: PeopleTable, now: Date): void {
  const metadata = (row.metadata ?? {}) as Record<string, unknown>
  const name = asText(row.name) || asText(metadata.full_name) || asText(metadata.name)
  person.name ||= [...name].slice(0, 80).join('').trim()
  const hash = asText(row.password)
  if (person.password === null && CARRIED.test(hash)) person.password = hash
  const since = asDate(row.createdAt) ?? now
  if (table === 'auth.users') person.confirmedAt ??= asDate(row.confirmedAt)
  // The custom tables let people in without asking for the address, but where they say otherwise.
  else if (asFlag(row.confirmed) !== false && person.was.every(([was]) => was !== 'auth.users')) {
    person.confirmedAt ??= since
  }
}

/** One row that speaks against somebody is enough. */
function stop(person: PlannedPerson, row: LegacyRow, what: string, problems: string[]): void {
  const why = whyStopped(row)
  if (why === null) return
  person.suspended = true
  problems.push(
    `${what}: ${why}; ${person.isNew ? 'they come suspended' : 'their account here stays as it is'}`,
  )
}
