import { readTable } from '../read-table.ts'

/** What agents answer from, and what answers were made from. */
export const knowledge = readTable(
  'app',
  `
agent_knowledge
  select  a published one          instructions-kept  + coach super
  select  a draft                  instructions-kept  + coach super
  insert  of its community         instructions-kept  + coach super
  insert  of the platform          instructions-kept  x rest
  update  *                        content-fixed      -
  delete  a published one          instructions-kept  + coach super
  delete  a draft                  instructions-kept  + coach super

answer_sources
  select  in a private one         talk-owner         + owner
  select  in a shared one          talk-coaches       + owner coach
  select  in the removed person’s  talk-owner         . rest
  insert  in a private one         talk-functions     -
  update  *                        talk-functions     -
  delete  *                        talk-functions     -

conversation_documents
  select  of a private one         talk-owner         + owner
  select  of a shared one          talk-coaches       + owner coach
  select  of the removed person’s  talk-owner         . rest
  insert  into a shared one        talk-renames       + owner
  insert  of a draft               talk-renames       x rest
  insert  into another’s           talk-renames       x rest
  insert  into a deleted one       talk-renames       x rest
  update  *                        talk-renames       -
  delete  of a private one         talk-renames       + owner
  delete  of a shared one          talk-renames       + owner
  delete  of the removed person’s  talk-renames       . rest

find_knowledge
  call    in a published document  content-published  + members  . rest
  call    in a draft               content-drafts     . rest

take_sources
  call    for the owner’s answer   talk-functions     + owner  . rest
`,
)
