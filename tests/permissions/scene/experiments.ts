import { id, northside } from '../names.ts'
import type { Scene } from './scene.ts'

/** What is tried out of agents of Northside, and what was. */
export const experiments: Scene = {
  plant: `
    insert into public.experiments (id, community_id, agent_id, instructions, ended_at, ended_why)
    values
      ('${id('experiment')}', '${northside}', '${id('for the class')}', 'Be long.', null, null),
      ('${id('ended experiment')}', '${northside}', '${id('for the class')}', 'Be loud.', now(),
        'days');`,

  rows: {
    experiments: { 'that runs': id('experiment'), 'that has ended': id('ended experiment') },
  },

  oneByOne: [],

  values: {
    // It names no column: what reads one is held to the rows that may be seen, whatever may be changed.
    'experiments.ended_at': 'now()',
    'experiments.outcome': `case when ended_at is not null then 'b' end`,
  },

  inserts: {
    experiments: {
      'with the published': `insert into public.experiments
        (community_id, agent_id, model, model_label, instructions, share, stop_rated, stop_days,
          stop_conversations)
        values ('${northside}', '${id('published')}', 'maker model', 'Model', null, 40, 50, 7, 100)`,
      'with the draft': `insert into public.experiments (community_id, agent_id, instructions)
        values ('${northside}', '${id('draft')}', 'Be long.')`,
      'with a model that is switched off': `insert into public.experiments
        (community_id, agent_id, model, model_label)
        values ('${northside}', '${id('published')}', 'maker old', 'Old model')`,
    },
  },

  calls: {
    tried_out: {
      'of one that runs': {
        sql: `select yes
          from public.tried_out('${northside}', '${id('for the class')}') as yes where yes`,
        changes: [],
      },
    },
    experiment_figures: {
      'of one that runs': {
        sql: `select figures from public.experiment_figures('${id('experiment')}') as figures
          where figures is not null`,
        changes: [],
      },
    },
  },
}
