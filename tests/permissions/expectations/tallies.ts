import { readTable } from '../read-table.ts'

/** How things are used and rated. */
export const tallies = readTable(
  'app',
  `
prompt_ratings
  select  the owner’s                own-progress       + owner
  select  the neighbour’s            own-progress       + neighbour
  select  the removed person’s      own-progress       + removed
  select  of who owes a factor       own-progress       . rest
  insert  of what is published       own-progress       + members
  insert  of a draft                 own-progress       x rest
  insert  in another community       own-progress       x rest
  insert  for the owner              own-progress       + owner
  update good  the owner’s           own-progress       + owner
  update good  the neighbour’s       own-progress       + neighbour
  update good  the removed person’s  own-progress       . rest
  update good  of who owes a factor  own-progress       . rest
  update  *                          own-progress       -
  delete  of who owes a factor       own-progress       . rest
  delete  the owner’s                own-progress       + owner
  delete  the neighbour’s            own-progress       + neighbour
  delete  the removed person’s      own-progress       . rest

prompt_uses
  select  in a private conversation  own-progress       + owner
  insert  in a shared conversation   own-progress       + owner
  insert  another in the same conversation  own-progress  + owner
  insert  of a draft                 own-progress       x rest
  update  *                          own-progress       -
  delete  *                          own-progress       -

content_tallies
  select  of the published           content-published  + members super
  select  of the draft               content-drafts     + coach super
  insert  of what was not counted    content-fixed      -
  update  *                          content-fixed      -
  delete  *                          content-fixed      -
`,
)
