import { randomUUID } from 'node:crypto'
import { isUuid } from '../../app/platform/uuid.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { asDate, asText } from './values.ts'

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

export interface PlannedRole {
  person: string
  /** A legacy community's key. */
  community: string
  role: 'community_admin' | 'end_user'
}

export interface PeoplePlan {
  people: PlannedPerson[]
  /** Who a legacy key of any of the three tables is. */
  idOf: Map<string, string>
  roles: PlannedRole[]
  superAdmins: string[]
  problems: string[]
}

/** What is here already, as far as people may clash with it. */
export interface ExistingPeople {
  byEmail: ReadonlyMap<string, string>
  ids: ReadonlySet<string>
}

const tables = ['auth.users', 'public.users', 'public.admins'] as const
const EMAIL = /^[^\s@]+@[^\s@]+$/
/** bcrypt and Argon2, which Supabase Auth verifies itself. */
const CARRIED = /^\$(2[aby]\$\d\d\$[./A-Za-z0-9]{53}$|argon2(id|i)\$)/
const coachRoles = new Set(['admin', 'community_admin', 'coach', 'owner', 'manager'])
const superRoles = new Set(['super', 'super_admin', 'superadmin', 'platform_admin', 'platform'])

/**
 * One person for each address, whatever tables they stood in: that there were two identities is what
 * the earlier installation died of.
 */
export function planPeople({ rows }: LegacyData, existing: ExistingPeople): PeoplePlan {
  const byEmail = new Map<string, PlannedPerson>()
  const idOf = new Map<string, string>()
  const problems: string[] = []
  const taken = new Set(existing.ids)
  const links: [key: string, account: string][] = []

  for (const table of tables) {
    const seen = new Map<string, string>()
    for (const row of rows[table]) {
      const key = asText(row.id)
      const what = `${table} ${key}`
      const account = asText(row.accountId)
      const email = asText(row.email).toLowerCase()
      if (!email && account) {
        links.push([key, account])
        continue
      }
      if (!EMAIL.test(email) || email.length > 255) {
        problems.push(`${what}: no email address to sign in with; this person is left out`)
        continue
      }
      const other = seen.get(email)
      if (other !== undefined) {
        problems.push(`${what}: has the same address as ${table} ${other}; they become one person`)
      }
      seen.set(email, other ?? key)
      let person = byEmail.get(email)
      if (!person) {
        person = begin(row, email, existing, taken)
        byEmail.set(email, person)
      }
      add(person, row, table)
      person.was.push([table, key])
      idOf.set(key, person.id)
    }
  }
  for (const [key, account] of links) {
    const person = idOf.get(account)
    if (person) idOf.set(key, person)
    else problems.push(`row ${key}: its account ${account} is not there; it is left out`)
  }

  const { roles, superAdmins } = planRoles(rows, idOf, problems)
  const people = [...byEmail.values()]
  for (const { isNew, password, email, was } of people) {
    if (isNew && password === null) {
      const [table, key] = was[0] ?? []
      problems.push(`${table} ${key}: ${email} sets a new password by mail at the first sign-in`)
    }
  }
  return { people, idOf, roles, superAdmins, problems }
}

function begin(
  row: LegacyRow,
  email: string,
  existing: ExistingPeople,
  taken: Set<string>,
): PlannedPerson {
  const here = existing.byEmail.get(email)
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
    createdAt: asDate(row.createdAt) ?? new Date(),
    isNew: here === undefined,
    was: [],
  }
}

/** The first table that knows something says it; `auth.users` is asked first. */
function add(person: PlannedPerson, row: LegacyRow, table: (typeof tables)[number]): void {
  const metadata = (row.metadata ?? {}) as Record<string, unknown>
  const name = asText(row.name) || asText(metadata.full_name) || asText(metadata.name)
  person.name ||= [...name].slice(0, 80).join('').trim()
  const hash = asText(row.password)
  if (person.password === null && CARRIED.test(hash)) person.password = hash
  if (row.active === false) person.suspended = true
  const since = asDate(row.createdAt) ?? new Date()
  if (table === 'auth.users') person.confirmedAt ??= asDate(row.confirmedAt)
  // The custom tables let people in without asking for the address, but where they say otherwise.
  else if (row.confirmed !== false && person.was.every(([was]) => was !== 'auth.users')) {
    person.confirmedAt ??= since
  }
}

function planRoles(
  rows: LegacyData['rows'],
  idOf: ReadonlyMap<string, string>,
  problems: string[],
): Pick<PeoplePlan, 'roles' | 'superAdmins'> {
  const roles = new Map<string, PlannedRole>()
  const superAdmins = new Set<string>()
  const give = (person: string, community: string, role: PlannedRole['role']) => {
    const key = `${person} ${community}`
    if (roles.get(key)?.role !== 'community_admin') roles.set(key, { person, community, role })
  }
  const read = (table: string, row: LegacyRow, key: string, isAdmin: boolean) => {
    const person = idOf.get(key)
    if (!person) return
    const word = asText(row.role)
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_')
    const community = asText(row.communityId)
    if (superRoles.has(word)) superAdmins.add(person)
    else if (community) {
      give(person, community, isAdmin || coachRoles.has(word) ? 'community_admin' : 'end_user')
    } else if (isAdmin || coachRoles.has(word)) {
      problems.push(`${table} ${key}: an admin of no community; they get no role`)
    }
  }
  for (const row of rows['public.users']) read('public.users', row, asText(row.id), false)
  for (const row of rows['public.admins']) read('public.admins', row, asText(row.id), true)
  for (const row of rows['public.memberships']) {
    const key = asText(row.userId)
    if (idOf.has(key)) read('public.memberships', row, key, false)
    else problems.push(`public.memberships: user ${key} is not there; the membership is left out`)
  }
  return { roles: [...roles.values()], superAdmins: [...superAdmins] }
}
