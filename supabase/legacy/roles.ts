import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { asText, keyOf } from './values.ts'
import { LEFT_OUT, type WhoIs } from './who-is.ts'

export interface PlannedRole {
  person: string
  /** A legacy community's key. */
  community: string
  role: 'community_admin' | 'end_user'
}

const coachRoles = new Set(['admin', 'community_admin', 'coach', 'owner', 'manager'])
const superRoles = new Set(['super', 'super_admin', 'superadmin', 'platform_admin', 'platform'])

/** Who may do what, by the rows of people themselves and by those of memberships. */
export function planRoles(
  rows: LegacyData['rows'],
  whoIs: WhoIs,
  problems: string[],
): { roles: PlannedRole[]; superAdmins: string[] } {
  const roles = new Map<string, PlannedRole>()
  const superAdmins = new Set<string>()
  const give = (person: string, community: string, role: PlannedRole['role']) => {
    const key = `${person} ${community}`
    if (roles.get(key)?.role !== 'community_admin') roles.set(key, { person, community, role })
  }
  const read = (table: string, row: LegacyRow, key: string, person: string, isAdmin: boolean) => {
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
  for (const [table, isAdmin] of [
    ['public.users', false],
    ['public.admins', true],
  ] as const) {
    for (const row of rows[table]) {
      const key = keyOf(row)
      const answer = whoIs(`${table}.id`, key)
      if (answer.person !== null) read(table, row, key, answer.person, isAdmin)
      // Who is left out was named when the people were read.
      else if (answer.why !== LEFT_OUT) problems.push(`${table} ${key}: ${answer.why}; no role`)
    }
  }
  for (const row of rows['public.memberships']) {
    const key = asText(row.userId)
    const answer = whoIs('public.memberships.userId', key)
    if (answer.person !== null) read('public.memberships', row, key, answer.person, false)
    else problems.push(`public.memberships: user ${key} ${answer.why}; the membership is left out`)
  }
  return { roles: [...roles.values()], superAdmins: [...superAdmins] }
}
