import { readTable } from '../read-table.ts'

/** Models, what answers took, and what people think of them. */
export const models = readTable(
  'app',
  `
ai_models
  select  enabled               models   + signed-in
  select  not enabled           models   + super
  insert  a new one             models   + super
  update label, takes_images, takes_files, context_tokens, max_output_tokens, enabled  enabled  models  + super
  update  *                     models   -
  delete  enabled               models   + super

ai_model_prices
  select  of an enabled one     models   + signed-in
  select  of one not enabled    models   + super
  insert  one that begins later  models  + super
  insert  one of the past       models   x rest
  update  *                     models   -
  delete  *                     models   -

ai_runs
  select  the owner’s           usage    + owner coach super
  select  the rival’s           usage    + rival rival-coach super
  insert  the owner’s           usage    -
  update  *                     usage    -
  delete  *                     usage    -

ai_ledger
  select  of Northside          usage    + coach super
  select  of Harbor             usage    + rival-coach super
  insert  of Northside          usage    -
  update  *                     usage    -
  delete  *                     usage    -

ai_budgets
  select  of Northside          community-run  + coach super
  select  the ceiling of Northside  community-run  + coach super
  select  of Harbor             community-run  + rival-coach super
  insert  of a role of Northside  community-run  + coach super
  insert  a ceiling of Northside  community-run  + super
  update money, tokens, warn_percent  of Northside  community-run  + coach super
  update money, tokens, warn_percent  the ceiling of Northside  community-run  + super
  update  *                     community-run  -
  delete  of Northside          community-run  + coach super
  delete  the ceiling of Northside  community-run  + super

provider_keys
  select  of Northside          models  + coach super
  select  the platform’s        models  + super
  select sealed  *              models  -
  insert  of Northside          models  + coach super
  insert  the platform’s        models  + super
  update sealed, sealed_with, last_four  of Northside  models  + coach super
  update sealed, sealed_with, last_four  the platform’s  models  + super
  update  *                     models  -
  delete  of Northside          models  + coach super
  delete  the platform’s        models  + super

answer_means
  call    of the owner’s conversation  talk-functions  + owner  403 coach-aal1 super-aal1  . rest

step_means
  call    of the owner’s step   talk-functions  + owner  403 coach-aal1 super-aal1  . rest

note_key_used
  call    of Northside          models  + members  403 coach-aal1 super-aal1  . rest

key_to_try
  call    of Northside          models  + coach super  403 coach-aal1 super-aal1  404 rest
  call    the platform’s        models  + super  403 coach-aal1 super-aal1  404 rest

answer_limits
  select  of Harbor             community-run  + rival-coach super
  select  the most of Harbor    community-run  + rival-coach super
  insert  of Northside          community-run  + coach super
  insert  the most of Northside  community-run  + super
  update person_messages, community_messages, person_answers, community_answers  of Harbor  community-run  + rival-coach super
  update person_messages, community_messages, person_answers, community_answers  the most of Harbor  community-run  + super
  update  *                     community-run  -
  delete  *                     community-run  -

message_ratings
  select  in a private one      ratings  + owner coach
  select  in a shared one       ratings  + owner coach
  select  in the removed person’s  ratings  + coach
  insert  of one’s own answer   ratings  + owner
  insert  for the owner         ratings  + owner
  update good, reason  in a private one  ratings  + owner
  update good, reason  in a shared one   ratings  + owner
  update  *                     ratings  -
  update good, reason  of who owes a factor  ratings  . rest
  delete  of who owes a factor  ratings  . rest
  delete  in a private one      ratings  + owner
  delete  in a shared one       ratings  + owner
  update good, reason  in the removed person’s  ratings  . rest
  delete  in the removed person’s  ratings  . rest

answer_reports
  select  the owner’s           ratings  + owner coach
  select  the removed person’s  ratings  + coach
  select question  *            ratings  -
  select answer  *              ratings  -
  insert  one’s own             ratings  -
  update settled_at, note  the owner’s  ratings  + coach
  update settled_at, note  the removed person’s  ratings  + coach
  update  *                     ratings  -
  delete  *                     ratings  -

report_answer
  call    an answer of the owner’s  ratings  + owner  403 coach-aal1 super-aal1  404 rest
  call    one reported already      ratings  + owner  403 coach-aal1 super-aal1  404 rest

withdraw_report
  call    one of the owner’s        ratings  + owner  403 coach-aal1 super-aal1  . rest

read_report
  call    the owner’s           ratings  + coach  403 coach-aal1 super-aal1  404 rest

moderation_rules
  select  of Harbor             held  + rival-coach super
  select needles  *             held  -
  select created_at  *          held  -
  select updated_at  *          held  -
  insert  of Northside          held  + coach super
  update words, refuses, refusal, answers, review, provider  of Harbor  held  + rival-coach super
  update  *                     held  -
  delete  *                     held  -

held_messages
  select  shared                held  + owner coach
  select  not shared            held  + owner
  select  the removed person’s  held  + coach
  select  a file                held  + owner
  select  a file, shared        held  + owner coach
  select  a step, shared        held  + owner coach
  select text  *                held  -
  select question  *            held  -
  select ended  *               held  -
  insert  one’s own             held  -
  update  *                     held  -
  delete  *                     held  -

appeal_held
  call    what is not shared    held  + owner  403 coach-aal1 super-aal1  404 rest

read_held
  call    what is shared        held  + coach  403 coach-aal1 super-aal1  404 rest
  call    what is not shared    held  403 coach-aal1 super-aal1  404 rest
  call    a file                held  403 coach-aal1 super-aal1  404 rest
  call    a file that is shared  held  + coach  403 coach-aal1 super-aal1  404 rest

settle_held
  call    what is shared        held  + coach  403 coach-aal1 super-aal1  404 rest
  call    what is not shared    held  403 coach-aal1 super-aal1  404 rest

hold_asked
  call    for the owner’s answer  held  + owner  403 coach-aal1 super-aal1  404 rest

review_first
  call    of Harbor             held  + rival rival-coach  . rest

who_looks_first
  call    of Harbor             held  + rival rival-coach  . rest

record_run
  call    of the owner’s answer  usage   + owner  403 coach-aal1 super-aal1  . rest

reserve_answer
  call    for the owner’s answer  talk-functions  + owner  403 coach-aal1  . rest

admit_answer
  call    for the owner’s answer  talk-functions  + owner  403 coach-aal1  . rest

take_turn
  call    for the owner’s answer  talk-functions  + owner  403 coach-aal1 super-aal1  404 rest

begin_trial
  call    in Northside          instructions-kept  + coach super  403 coach-aal1 super-aal1  x rest

save_trial
  call    of the owner’s        usage   + owner  403 coach-aal1 super-aal1  . rest

reserve_step
  call    for the owner’s step  talk-functions  + owner  403 coach-aal1 super-aal1  . rest

my_budgets
  call    of Northside          community-run  + members  . rest

community_budgets
  call    of Northside          community-run  + coach super  . rest

estimate_answer
  call    of the published      talk-functions  + members  . rest
  call    in the owner’s conversation  talk-functions  + owner  . rest

find_member
  call    the owner             members-seen  + coach super  . rest
`,
)
