import { readTable } from '../read-table.ts'

/** What is tried out of agents. */
export const experiments = readTable(
  'app',
  `
experiments
  select  that runs             instructions-kept  + coach super
  select  that has ended        instructions-kept  + coach super
  insert  with the published    instructions-kept  + coach super
  insert  with the draft        instructions-kept  x rest
  insert  with a model that is switched off  instructions-kept  x rest
  update ended_at  that runs    instructions-kept  + coach super
  update outcome  that has ended  instructions-kept  + coach super
  update  *                     instructions-kept  -
  delete  *                     instructions-kept  -

tried_out
  call    of one that runs      content-published  + members  . rest

experiment_figures
  call    of one that runs      instructions-kept  + coach super  403 coach-aal1 super-aal1  . rest
`,
)
