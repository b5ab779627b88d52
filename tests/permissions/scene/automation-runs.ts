import type { Actor } from '../actors.ts'
import { id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const ran = (name: string, owner: Actor, status: string) => `
    insert into public.automation_runs
      (id, community_id, automation_id, user_id, title, version, answers, post_key)
    values ('${id(name)}', '${northside}', '${id('automation published')}', '${person(owner)}',
      'Run', 1, '{}', '${id(name)}');
    insert into public.automation_run_steps (id, run_id, place, action, title, settings, status)
    values ('${id(`step in ${name}`)}', '${id(name)}', 1, 'ask_model', 'Step', '{}', '${status}');`

const start = (automation: string) =>
  `select public.start_automation('${northside}', '${id(automation)}', '{}', gen_random_uuid())`

/**
 * Runs of the owner (one that has not begun, one that is under way), of who was removed since, and of
 * who came without the second factor that they owe.
 */
export const automationRuns: Scene = {
  plant: [
    ran('run', 'owner', 'waiting'),
    ran('run under way', 'owner', 'streaming'),
    ran('run held', 'owner', 'failed'),
    ran('run of the removed', 'removed', 'complete'),
    ran('run without a factor', 'coach-aal1', 'complete'),
    `update public.automation_run_steps set failure = 'held.released'
     where id = '${id('step in run held')}';
     insert into public.held_messages (
       id, community_id, step_id, owner_id, agent_name, author, why, state, shared, text
     ) values ('${id('hold of a step')}', '${northside}', '${id('step in run held')}',
       '${person('owner')}', 'Run', 'person', 'words', 'released', true, 'Poison');`,
    // A member may start only what can run.
    `update public.automation_steps set action = 'ask_model'
     where automation_id = '${id('automation published')}';`,
  ].join('\n'),

  rows: {
    automation_runs: {
      'the owner’s': id('run'),
      'the removed person’s': id('run of the removed'),
      'of who owes a factor': id('run without a factor'),
    },
    automation_run_steps: {
      'of the owner’s': id('step in run'),
      'of the removed person’s': id('step in run of the removed'),
      'of who owes a factor': id('step in run without a factor'),
    },
  },

  oneByOne: [],

  values: {
    'automation_runs.stop_requested_at': `'2026-01-01'`,
    'automation_runs.answers': `'{"a": "b"}'`,
    'automation_runs.title': `'Another'`,
    'automation_runs.version': '7',
    'automation_run_steps.id': 'gen_random_uuid()',
    'automation_run_steps.place': '7',
    'automation_run_steps.action': `'fill_prompt'`,
    'automation_run_steps.title': `'Another'`,
    'automation_run_steps.settings': `'{"a": "b"}'`,
    'automation_run_steps.status': `'stopped'`,
    'automation_run_steps.input': `'Another'`,
    'automation_run_steps.output': `'Another'`,
    'automation_run_steps.failure': `'lost'`,
    'automation_run_steps.model': `'another'`,
    'automation_run_steps.saved_at': `'2026-01-01'`,
  },

  inserts: {
    automation_runs: {
      'one’s own': (me) => `insert into public.automation_runs
        (community_id, automation_id, user_id, title, version, answers, post_key)
        values ('${northside}', '${id('automation published')}', '${me}', 'Run', 1, '{}',
          gen_random_uuid())`,
    },
    automation_run_steps: {
      'of the owner’s': `insert into public.automation_run_steps
        (run_id, place, action, title, settings)
        values ('${id('run')}', 2, 'ask_model', 'Step', '{}')`,
    },
  },

  calls: {
    start_automation: {
      'the published': { sql: start('automation published'), changes: ['automation_runs'] },
      'the draft': { sql: start('automation draft'), changes: ['automation_runs'] },
    },
    take_run_step: {
      'of the owner’s': {
        sql: `select public.take_run_step('${id('run')}')`,
        changes: ['automation_run_steps'],
      },
    },
    begin_run_step: {
      'of the owner’s': {
        sql: `select public.begin_run_step('${id('step in run under way')}', 'In')`,
        changes: ['automation_run_steps'],
      },
    },
    save_run_step: {
      'of the owner’s': {
        sql: `select public.save_run_step('${id('step in run under way')}', 'Out', 'complete', null,
          null, null)`,
        changes: ['automation_run_steps'],
      },
    },
    hold_step: {
      'of the owner’s': {
        sql: `select true as asked
          from public.hold_step('${id('step in run under way')}', 'In', false) as held
          where held is null`,
        changes: [],
      },
    },
    resume_run: {
      'the owner’s': {
        sql: `select yes from public.resume_run('${id('run held')}') as yes where yes`,
        changes: ['automation_run_steps'],
      },
    },
    stop_run: {
      'of the owner’s': {
        sql: `select public.stop_run('${id('run')}')`,
        changes: ['automation_runs'],
      },
    },
  },
}
