/**
 * Who the permissions are tried with: a column of the matrix each. Northside and Harbor are two
 * communities; where a sentence says "their community", Northside is meant.
 */
export const actors = {
  nobody: 'not signed in',
  owner: 'an end user of Northside, whose things it is about',
  neighbour: 'another end user of Northside',
  coach: 'a community admin of Northside',
  removed: 'was an end user of Northside and was removed',
  rival: 'an end user of Harbor',
  'rival-coach': 'a community admin of Harbor',
  applicant: 'is in no community, and asks to join Harbor',
  super: 'a super admin',
  'coach-aal1': 'a community admin of Northside who has a second factor, and came without it',
  'coach-aal2': 'a community admin of Northside who has a second factor, and came with it',
  'super-aal1': 'a super admin who has a second factor, and came without it',
  'super-granted':
    'a super admin whom a coach of Northside granted to read one conversation, for a time',
  'super-lapsed':
    'a super admin whose grants by Northside have expired and were revoked, with one of Harbor',
  suspended: 'a community admin of Northside who is suspended',
  revoked: 'a community admin of Northside whose session was ended',
} as const satisfies Record<string, string>

export type Actor = keyof typeof actors
export const actorNames = Object.keys(actors) as Actor[]

/** Words of the expectations that stand for several. */
export const groups: Record<string, Actor[]> = {
  'signed-in': [
    'owner',
    'neighbour',
    'coach',
    'removed',
    'rival',
    'rival-coach',
    'applicant',
    'super',
  ],
  members: ['owner', 'neighbour', 'coach'],
}

/** Who may do what somebody else may, where a line does not say otherwise. */
export const like: Partial<Record<Actor, Actor>> = {
  'coach-aal1': 'coach',
  'coach-aal2': 'coach',
  'super-aal1': 'super',
  'super-granted': 'super',
  'super-lapsed': 'super',
}

/** Who owes a second factor: to them nothing is there, where a line does not say otherwise. */
export const owesFactor: Actor[] = ['coach-aal1', 'super-aal1']

/** Whom private.enter() turns away, whatever they ask: what it answers. */
export const keptOut: Partial<Record<Actor, Mark>> = { suspended: '403', revoked: '401' }

/**
 * What became of a try. Rows came or changed: `+`. Nothing was there, and nothing told that there
 * is: `.`. Refused by a policy or by a function's own check: `x`, or the number of the answer.
 * Refused before any row was looked at, since nobody was granted it: `-`.
 */
export type Mark = '+' | '.' | 'x' | '-' | '401' | '403' | '404' | '409' | '422' | '429'
