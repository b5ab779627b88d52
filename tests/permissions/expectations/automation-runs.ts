import { readTable } from '../read-table.ts'

/** What members started, and what came of it. */
export const automationRuns = readTable(
  'app',
  `
automation_runs
  select  the owner’s                own-progress       + owner
  select  the removed person’s       own-progress       . rest
  select  of who owes a factor       own-progress       . rest
  insert  one’s own                  talk-functions     -
  update  *                          talk-functions     -
  delete  *                          talk-functions     -

automation_run_steps
  select settings  *                 instructions-kept  -
  select  of the owner’s             own-progress       + owner
  select  of the removed person’s    own-progress       . rest
  select  of who owes a factor       own-progress       . rest
  insert  of the owner’s             talk-functions     -
  update  *                          talk-functions     -
  delete  *                          talk-functions     -

start_automation
  call    the published              talk-functions     + members  404 rest
  call    the draft                  talk-functions     404 rest

take_run_step
  call    of the owner’s             own-progress       + owner  404 rest

begin_run_step
  call    of the owner’s             own-progress       + owner  404 rest

save_run_step
  call    of the owner’s             own-progress       + owner  404 rest

hold_step
  call    of the owner’s             own-progress       + owner  404 rest

resume_run
  call    the owner’s                own-progress       + owner  404 rest

stop_run
  call    of the owner’s             own-progress       + owner  404 rest
`,
)
