import { readTable } from '../read-table.ts'

/** What coaches publish. */
export const content = readTable(
  'app',
  `
content_items
  select  the published           content-published  + members super
  select  the draft               content-drafts     + coach super
  select  the deleted             content-drafts     + coach super
  select  for the class           content-published  + owner coach super
  select  for the neighbour       content-published  + neighbour coach super
  select  for nobody any more     content-published  + coach super
  select  given to Northside      platform-items     + members super
  select  given to all            platform-items     + members rival rival-coach super
  select  given to nobody         platform-items     + super
  insert  in one’s own name       content-written    + coach super
  insert  for the platform        platform-items     + super
  insert  in the coach’s name     content-written    + coach  x coach-aal2
  update title, slug, summary, status, deleted_at, publish_at, owner_id  the published  content-written  + coach super
  update title, slug, summary, status, deleted_at, publish_at, owner_id  the draft      content-written  + coach super
  update  *                       content-fixed      -
  delete  *                       content-fixed      -

agents
  select  the published           content-published  + members super
  select  for the class           content-published  + owner coach super
  select  the draft               content-drafts     + coach super
  select  the deleted             content-drafts     + coach super
  insert  for an item             content-written    + coach super
  update greeting, starter_questions  the published  content-written  + coach super
  update greeting, starter_questions  the draft      content-written  + coach super
  update  *                       content-fixed      -
  delete  *                       content-fixed      -

agent_instructions
  select  of the published        instructions-kept  + coach super
  select  of the draft            instructions-kept  + coach super
  insert  for an agent            instructions-kept  + coach super
  update instructions, temperature, max_output_tokens, models, given_again, cheapest_first  of the published  instructions-kept  + coach super
  update instructions, temperature, max_output_tokens, models, given_again, cheapest_first  of the draft      instructions-kept  + coach super
  update  *                       content-fixed      -
  delete  *                       content-fixed      -

save_agent
  call    a new one               content-written    + coach super  x rest
  call    the draft               content-written    + coach super  x rest

save_content
  call    a new one               content-written    + coach super  x rest
  call    the draft               content-written    + coach super  x rest

change_content
  call    publish the draft       content-written    + coach super  404 coach-aal1 super-aal1 rest
  call    take the published back  content-written   + coach super  x owner neighbour  404 coach-aal1 super-aal1 rest

schedule_content
  call    the draft               content-written    + coach super  404 coach-aal1 super-aal1 rest
  call    the published           content-written    + coach super  x owner neighbour  404 coach-aal1 super-aal1 rest

change_contents
  call    publish the draft       content-written    + coach super  x rest
  call    tag the published       content-written    + coach super  x rest
  call    copy it to the platform  platform-items    + super  x rest

give_content
  call    an item of the platform  platform-items    + super  x rest

content_audience
  select  the class               content-written    + coach super
  select  the neighbour           content-written    + coach super
  insert  the neighbour           content-written    -
  update  *                       content-written    -
  delete  *                       content-written    -

set_audience
  call    to the class            content-written    + coach super  x rest
  call    to a member by address  content-written    + coach super  x rest
  call    to everybody            content-written    + coach super  x rest

hand_over_content
  call    to a coach              content-written    + coach super  404 coach-aal1 super-aal1 rest
`,
)
