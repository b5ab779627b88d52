import { email, harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const hash = (name: string) => `sha256('${name}')`

/** What a community may have, its groups, and invitations by link. */
export const groups: Scene = {
  plant: `
    insert into public.community_limits (community_id, members) values ('${northside}', 1000);
    insert into public.groups (id, community_id, name) values
      ('${id('class')}', '${northside}', 'Class'),
      ('${id('team')}', '${northside}', 'Team'),
      ('${id('crew')}', '${harbor}', 'Crew');
    insert into public.group_members (group_id, community_id, user_id) values
      ('${id('class')}', '${northside}', '${person('owner')}');
    insert into public.invitations
      (id, community_id, role, token_hash, uses_allowed, expires_at, invited_by) values
      ('${id('fresh')}', '${northside}', 'end_user', ${hash('fresh')}, 100,
        now() + interval '1 day', '${person('coach')}'),
      ('${id('followed')}', '${northside}', 'end_user', ${hash('followed')}, 100,
        now() + interval '1 day', '${person('coach')}');
    insert into public.invitation_uses (invitation_id, user_id) values
      ('${id('followed')}', '${person('owner')}'),
      ('${id('followed')}', '${person('coach-aal1')}');`,

  rows: {
    community_limits: { 'of Northside': northside },
    groups: {
      'the owner’s': id('class'),
      'without anybody': id('team'),
      'of Harbor': id('crew'),
    },
    group_members: { 'the owner’s': [id('class'), person('owner')] },
    invitations: { 'to Northside': id('fresh') },
    invitation_uses: {
      'the owner’s': [id('followed'), person('owner')],
      'of who owes a factor': [id('followed'), person('coach-aal1')],
    },
  },

  oneByOne: [],

  values: {
    'community_limits.members': '2000',
    'community_limits.stored_bytes': '2000000',
    'community_limits.updated_at': `'2026-01-01'`,
    'groups.name': `gen_random_uuid()::text`,
    'groups.description': `'Described'`,
    'invitations.revoked_at': `'2026-01-01'`,
  },

  inserts: {
    community_limits: {
      'for Harbor': `insert into public.community_limits (community_id, members, stored_bytes)
        values ('${harbor}', 10, 10)`,
    },
    groups: {
      'in Northside': `insert into public.groups (community_id, name, description)
        values ('${northside}', 'New', 'New')`,
    },
    group_members: {
      'the neighbour': `insert into public.group_members (group_id, community_id, user_id)
        values ('${id('class')}', '${northside}', '${person('neighbour')}')`,
    },
    invitations: {
      'to Northside': `insert into public.invitations
        (community_id, role, email, group_id, uses_allowed, expires_at, invited_by, token_hash)
        values ('${northside}', 'end_user', null, null, 1, now() + interval '1 day', null,
          ${hash('new')})`,
    },
    invitation_uses: {
      'for the neighbour': `insert into public.invitation_uses (invitation_id, user_id)
        values ('${id('fresh')}', '${person('neighbour')}')`,
    },
  },

  calls: {
    add_to_group: {
      'the neighbour': {
        sql: `select public.add_to_group('${id('class')}', array['${email('neighbour')}'])`,
        changes: ['group_members'],
      },
    },
    invite: {
      'to Northside': {
        sql: `select public.invite('${northside}', 'end_user', null, null, 1, 7, ${hash('new')})`,
        changes: ['invitations'],
      },
    },
    accept_invitation: {
      'to Northside': {
        sql: `select public.accept_invitation(${hash('fresh')})`,
        changes: ['invitation_uses'],
      },
    },
  },
}
