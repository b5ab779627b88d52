import type { Actor } from '../actors.ts'
import { harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const grant = (name: string, place: string, to: Actor, by: Actor, more: string) =>
  `('${id(name)}', '${place}', '${person(to)}', '${person(by)}', 'To look into it',
    now() - interval '2 days', ${more})`

/** What communities let super admins read, for a time. */
export const grants: Scene = {
  plant: `
    insert into public.access_grants
      (id, community_id, granted_to, granted_by, reason, created_at, expires_at, revoked_at,
        conversation_id) values
      ${[
        grant(
          'living',
          northside,
          'super-granted',
          'coach',
          `now() + interval '1 day', null, '${id('private')}'`,
        ),
        grant(
          'expired',
          northside,
          'super-lapsed',
          'coach',
          `now() - interval '1 day', null, null`,
        ),
        grant(
          'revoked',
          northside,
          'super-lapsed',
          'coach',
          `now() + interval '1 day', now() - interval '1 day', null`,
        ),
        grant(
          'Harbor’s',
          harbor,
          'super-lapsed',
          'rival-coach',
          `now() + interval '1 day', null, null`,
        ),
      ].join(', ')};
    insert into public.access_looks (id, grant_id, conversation_id) values
      ('${id('look')}', '${id('living')}', '${id('private')}');`,

  rows: {
    access_grants: { 'Northside’s': id('living'), 'Harbor’s': id('Harbor’s') },
    access_looks: { 'at a private one': id('look') },
  },

  oneByOne: [],

  values: { 'access_grants.revoked_at': `'2026-01-01'` },

  inserts: {
    access_grants: {
      'to a super admin': (me) => `insert into public.access_grants
        (community_id, conversation_id, granted_to, granted_by, reason, expires_at)
        values ('${northside}', null, '${person('super')}', '${me}', 'To look',
          now() + interval '1 day')`,
      'in the coach’s name': `insert into public.access_grants
        (community_id, conversation_id, granted_to, granted_by, reason, expires_at)
        values ('${northside}', null, '${person('super')}', '${person('coach')}', 'To look',
          now() + interval '1 day')`,
      'to who is no super admin': (me) => `insert into public.access_grants
        (community_id, conversation_id, granted_to, granted_by, reason, expires_at)
        values ('${northside}', null, '${person('neighbour')}', '${me}', 'To look',
          now() + interval '1 day')`,
    },
    access_looks: {
      'at a private one': `insert into public.access_looks (grant_id, conversation_id)
        values ('${id('living')}', '${id('private')}')`,
    },
  },

  calls: {
    read_by_grant: {
      'a private one': {
        sql: `select public.read_by_grant('${id('private')}')`,
        changes: ['access_looks'],
      },
      'another, not granted': {
        sql: `select public.read_by_grant('${id('shared')}')`,
        changes: ['access_looks'],
      },
    },
  },
}
