import { readTable } from '../read-table.ts'

/** Copies of conversations that a link opens. */
export const sharing = readTable(
  'app',
  `
conversation_copies
  select  for members               talk-owner      + owner coach
  select  for everybody             talk-owner      + owner coach
  select  the removed person’s      talk-owner      + coach
  select  of who owes a factor      talk-owner      + coach
  select key_hash  *                talk-owner      -
  insert  of a private one          talk-functions  -
  update  *                         talk-functions  -
  delete  for members               talk-owner      + owner coach
  delete  the removed person’s      talk-owner      + coach
  delete  of who owes a factor      talk-owner      + coach

copied_messages
  select  in one for members        talk-owner      + owner
  select  in the removed person’s   talk-owner      . rest
  insert  in one for members        talk-functions  -
  update  *                         talk-functions  -
  delete  *                         talk-functions  -

share_conversation
  call    a private one             talk-owner      + owner  404 rest
  call    with everybody            talk-owner      + owner  404 rest
  call    one that is deleted       talk-owner      404 rest
  call    the removed person’s      talk-owner      404 rest

read_copy
  call    for members               talk-owner      + members  . rest nobody
  call    for everybody             talk-owner      + signed-in nobody coach-aal1 super-aal1
  call    for everybody, not allowed  talk-owner    + rival rival-coach  . rest nobody
  call    the removed person’s      talk-owner      . rest nobody
`,
)
