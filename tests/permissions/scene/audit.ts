import type { Actor } from '../actors.ts'
import { harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const row = (name: string, community: string, actor: Actor) => `
    insert into public.security_audit (id, community_id, action, actor_ref)
    values ('${id(name)}', ${community}, 'access.denied', ${
      actor === 'nobody' ? 'null' : `private.audit_ref('${person(actor)}')`
    });`

const tell = (action: string, community: string) => ({
  sql: `select public.record_security_event('${action}', ${community}, 'file', 'x', '{}')`,
  changes: ['security_audit'],
})

/** Rows of the audit, of each community and of the platform. */
export const audit: Scene = {
  plant: [
    row('what the owner did', `'${northside}'`, 'owner'),
    row('what the removed did', `'${northside}'`, 'removed'),
    row('what the rival-coach did', `'${harbor}'`, 'rival-coach'),
    row('the rival’s sign-in', 'null', 'rival'),
    row('of nobody, the platform’s', 'null', 'nobody'),
  ].join('\n'),

  oneByOne: [],

  rows: {
    security_audit: Object.fromEntries(
      [
        'what the owner did',
        'what the removed did',
        'what the rival-coach did',
        'the rival’s sign-in',
        'of nobody, the platform’s',
      ].map((name) => [name, id(name)]),
    ),
  },

  values: {},

  inserts: {
    security_audit: {
      'a row': `insert into public.security_audit (action) values ('access.denied')`,
    },
  },

  calls: {
    record_security_event: {
      'an export of Northside': tell('export.members', `'${northside}'`),
      'an export of Harbor': tell('export.members', `'${harbor}'`),
      'an export of all': tell('export.members', 'null'),
      'another act': tell('membership.added', `'${northside}'`),
    },
  },
}
