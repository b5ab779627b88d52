import { commons, email, harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const member = (place: string, who: string, role: string) => `('${place}', '${who}', '${role}')`

/** Communities, who belongs to them, who is awaited and who asks. */
export const people: Scene = {
  plant: `
    insert into auth.users (id, aud, role) values
      ('${id('without a profile')}', 'authenticated', 'authenticated');
    delete from public.profiles where id = '${id('without a profile')}';
    insert into public.communities (id, slug, name, join_policy) values
      ('${northside}', 'northside', 'Northside', 'invitation'),
      ('${harbor}', 'harbor', 'Harbor', 'open'),
      ('${commons}', 'commons', 'Commons', 'open');
    insert into public.communities (id, slug, name, join_policy, deleted_at) values
      ('${id('closed down')}', 'closed-down', 'Closed down', 'open', now());
    insert into public.memberships (community_id, user_id, role) values
      ${[
        member(northside, person('owner'), 'end_user'),
        member(northside, person('neighbour'), 'end_user'),
        member(northside, person('coach'), 'community_admin'),
        member(northside, person('coach-aal1'), 'community_admin'),
        member(northside, person('coach-aal2'), 'community_admin'),
        member(northside, person('suspended'), 'community_admin'),
        member(northside, person('revoked'), 'community_admin'),
        member(harbor, person('rival'), 'end_user'),
        member(harbor, person('rival-coach'), 'community_admin'),
      ].join(',\n')};
    insert into public.platform_admins (user_id) values
      ('${person('super')}'), ('${person('super-aal1')}'), ('${person('super-granted')}'),
      ('${person('super-lapsed')}');
    insert into public.pending_members (community_id, email, role, added_by) values
      ('${northside}', 'awaited@people.test', 'end_user', '${person('coach')}');
    insert into public.join_requests (community_id, user_id) values
      ('${harbor}', '${person('applicant')}');`,

  rows: {
    profiles: {
      'one’s own': (me) => me,
      'the owner’s': (_, actor) => (actor === 'owner' ? person('neighbour') : person('owner')),
      'the applicant’s': person('applicant'),
    },
    communities: {
      'by invitation': northside,
      open: commons,
      'closed down': id('closed down'),
    },
    memberships: {
      'the owner’s': [northside, person('owner')],
      'the rival’s': [harbor, person('rival')],
    },
    pending_members: { 'who is awaited': [northside, 'awaited@people.test'] },
    join_requests: { 'the applicant’s': [harbor, person('applicant')] },
    platform_admins: { 'the super admin': person('super') },
  },

  oneByOne: [],

  values: {
    'profiles.display_name': `'Renamed'`,
    'profiles.suspended_at': 'now()',
    'communities.name': `'Renamed'`,
    'communities.description': `'Described'`,
    'communities.join_policy': `case join_policy when 'open' then 'invitation' else 'open' end`,
    'communities.conversation_readers': `'owner_and_coaches'`,
    'communities.accent_color': `'#336699'`,
    'communities.time_zone': `'Europe/Lisbon'`,
    'communities.conversation_retention_days': '30',
    'communities.review_before_publish': 'true',
    'communities.public_copies': 'not public_copies',
    'communities.second_factor': `'coaches'`,
    'memberships.role': `case role when 'end_user' then 'community_admin' else 'end_user' end`,
    'pending_members.role': `'community_admin'`,
  },

  inserts: {
    profiles: {
      'somebody’s': `insert into public.profiles (id, display_name)
        values ('${id('without a profile')}', 'New')`,
    },
    communities: {
      'a new one': `insert into public.communities
        (slug, name, description, join_policy, conversation_readers)
        values ('new', 'New', 'New', 'open', 'owner')`,
    },
    memberships: {
      'oneself, as a coach': (me) => `insert into public.memberships (community_id, user_id, role)
        values ('${commons}', '${me}', 'community_admin')`,
      'somebody else': `insert into public.memberships (community_id, user_id, role)
        values ('${commons}', '${person('applicant')}', 'end_user')`,
    },
    pending_members: {
      'an address': `insert into public.pending_members (community_id, email, role, added_by)
        values ('${northside}', 'new@people.test', 'end_user', null)`,
    },
    join_requests: {
      'one’s own, open': (me) => `insert into public.join_requests (community_id, user_id)
        values ('${commons}', '${me}')`,
      'one’s own, by invitation': (me) => `insert into public.join_requests
        (community_id, user_id) values ('${northside}', '${me}')`,
      'one’s own, closed down': (me) => `insert into public.join_requests
        (community_id, user_id) values ('${id('closed down')}', '${me}')`,
      'one’s own, Harbor': (me, actor) => `insert into public.join_requests
        (community_id, user_id)
        values ('${actor === 'applicant' ? commons : harbor}', '${me}')`,
      'for the neighbour': `insert into public.join_requests (community_id, user_id)
        values ('${commons}', '${person('neighbour')}')`,
    },
    platform_admins: {
      oneself: (me) => `insert into public.platform_admins (user_id) values ('${me}')`,
    },
  },

  calls: {
    add_member: {
      'an account': {
        sql: `select public.add_member('${northside}', '${email('applicant')}', 'end_user')`,
        changes: ['memberships'],
      },
      'an address without an account': {
        sql: `select public.add_member('${northside}', 'stranger@people.test', 'end_user')`,
        changes: ['pending_members'],
      },
      'an awaited address, as a coach': {
        sql: `select public.add_member('${northside}', 'awaited@people.test', 'community_admin')`,
        changes: ['pending_members'],
      },
      'who asked to join': {
        sql: `select public.add_member('${harbor}', '${email('applicant')}', 'end_user')`,
        changes: ['memberships', 'join_requests'],
      },
    },
    remove_member: {
      'the neighbour': {
        sql: `select public.remove_member('${northside}', '${person('neighbour')}')`,
        changes: ['memberships'],
      },
      oneself: {
        sql: (me, actor) =>
          `select public.remove_member('${actor.startsWith('rival') ? harbor : northside}', '${me}')`,
        changes: ['memberships'],
      },
    },
    set_member_role: {
      'of the neighbour': {
        sql: `select public.set_member_role(
          '${northside}', '${person('neighbour')}', 'community_admin')`,
        changes: ['memberships'],
      },
    },
    decide_join_request: {
      accept: {
        sql: `select public.decide_join_request('${harbor}', '${person('applicant')}', true)`,
        changes: ['join_requests', 'memberships'],
      },
      decline: {
        sql: `select public.decide_join_request('${harbor}', '${person('applicant')}', false)`,
        changes: ['join_requests'],
      },
    },
    suspend_person: {
      'the neighbour': {
        sql: `select public.suspend_person('${person('neighbour')}', true)`,
        changes: ['profiles'],
      },
    },
  },
}
