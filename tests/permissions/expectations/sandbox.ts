import { readTable } from '../read-table.ts'

/** Conversations, and what is said in them. */
export const sandbox = readTable(
  'app',
  `
conversations
  select  a private one               talk-owner      + owner
  select  a shared one                talk-coaches    + owner coach
  select  a shared one, deleted       talk-coaches    + owner
  select  one deleted in the middle of an answer  talk-owner  + owner
  select  the removed person’s        talk-owner      . rest
  insert  one’s own                   talk-functions  -
  insert  in the owner’s name         talk-functions  -
  update title, deleted_at, pinned_at, archived_at, folder  a private one           talk-renames  + owner
  update title, deleted_at, pinned_at, archived_at, folder  a shared one            talk-renames  + owner
  update title, deleted_at, pinned_at, archived_at, folder  a shared one, deleted   talk-renames  + owner
  update title, deleted_at, pinned_at, archived_at, folder  one deleted in the middle of an answer  talk-renames  + owner
  update title, deleted_at, pinned_at, archived_at, folder  the removed person’s    talk-renames  . rest
  update  *                           talk-functions  -
  delete  a private one               talk-renames    . rest
  delete  a shared one                talk-renames    . rest
  delete  a shared one, deleted       talk-renames    + owner
  delete  one deleted in the middle of an answer  talk-renames  . rest
  delete  the removed person’s        talk-renames    . rest

messages
  select  in a private one            talk-owner      + owner
  select  an answer in a private one  talk-owner      + owner
  select  in a shared one             talk-coaches    + owner coach
  select  in a shared one, deleted    talk-coaches    + owner
  select  in the removed person’s     talk-owner      . rest
  insert  in a private one            talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

message_posts
  select  of a private one            talk-functions  -
  insert  of a private one            talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

answer_agents
  select  of a private one            talk-owner      + owner
  select  of a shared one             talk-coaches    + owner coach
  insert  of a private one            talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

running_answers
  select  of the owner’s              talk-functions  -
  insert  in a private one            talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

compared_answers
  select  in a private one            ratings         + owner coach
  select  in the removed person’s     ratings         + coach
  insert  in a private one            talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

message_files
  select  sent in a private one       talk-owner      + owner
  select  waiting in a private one    talk-owner      + owner
  select  sent in a shared one        talk-coaches    + owner coach
  select  waiting in a shared one     talk-owner      + owner
  select  sent in the removed person’s  talk-owner    . rest
  insert  in a private one            talk-functions      -
  update  *                           talk-functions      -
  delete  *                           talk-functions      -

message_drafts
  select  in a private one            talk-owner      + owner
  select  in a shared one             talk-owner      + owner
  select  in the removed person’s     talk-owner      . rest
  insert  in one without              talk-functions  -
  update  *                           talk-functions  -
  delete  *                           talk-functions  -

keep_draft
  call    in a private one            talk-functions      + owner  404 rest
  call    in a shared one             talk-functions      + owner  404 rest
  call    in one that was deleted     talk-functions      404 rest

begin_conversation
  call    with an agent               talk-functions      + members  404 rest

add_message_file
  call    in a private one            talk-functions      + owner  404 rest
  call    in a shared one             talk-functions      + owner  404 rest
  call    in one that was deleted     talk-functions      404 rest

remove_message_file
  call    that waits in a private one  talk-functions  + owner  403 coach-aal1 super-aal1  . rest
  call    that was sent               talk-functions  403 coach-aal1 super-aal1  . rest

takes_pictures
  call    of some models              talk-functions  . rest

compare_models
  call    begin a conversation        talk-functions  + members  404 rest
  call    go on in a private one      talk-owner      + owner  404 rest

choose_answer
  call    in a private one            ratings         + owner  404 rest
  call    in the removed person’s     ratings         404 rest

read_messages
  call    of a private one            talk-owner      + owner  . rest
  call    of a shared one             talk-coaches    + owner coach  . rest
  call    of a shared one, deleted    talk-coaches    + owner  . rest
  call    of the removed person’s     talk-owner      . rest

read_branch
  call    of a private one            talk-owner      + owner  . rest
  call    of a shared one             talk-coaches    + owner coach  . rest
  call    of a shared one, deleted    talk-coaches    + owner  . rest
  call    of the removed person’s     talk-owner      . rest

send_message
  call    begin a conversation        talk-functions      + members  404 rest
  call    begin with a draft          talk-functions      409 members  404 rest
  call    with one for the class      talk-functions      + owner coach  409 neighbour  404 rest
  call    go on in a private one      talk-owner      + owner  404 rest
  call    go on in a shared one       talk-owner      + owner  404 rest
  call    write anew in a shared one  talk-owner      + owner  404 rest

save_answer
  call    of the owner’s              talk-functions  + owner  404 rest

stop_answer
  call    of the owner’s              talk-functions  + owner  404 rest

retry_answer
  call    of a private one            talk-functions  + owner  404 rest
  call    of another agent            talk-functions  + owner  404 rest

choose_branch
  call    of a private one            talk-owner      + owner  404 rest
  call    of a shared one             talk-owner      + owner  404 rest
  call    of the removed person’s     talk-owner      404 rest

answer_status
  call    in a private one            talk-owner      + owner  . rest
`,
)
