import type { Actor } from '../actors.ts'
import { id, laterId, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const talk = (name: string, owner: Actor, readers: string, deleted = false) => `
    insert into public.conversations
      (id, community_id, owner_id, agent_id, agent_name, title, readers, deleted_at)
    values ('${id(name)}', '${northside}', '${person(owner)}', '${id('published')}', 'Agent',
      '${name}', '${readers}', ${deleted ? 'now()' : 'null'});
    insert into public.messages
      (id, conversation_id, author, text, status, completed_at)
    values ('${laterId(`asked in ${name}`)}', '${id(name)}', 'person', 'Hello', 'complete', now());
    insert into public.message_posts (conversation_id, post_key, message_id)
    values ('${id(name)}', '${id(name)}', '${laterId(`asked in ${name}`)}');
    insert into public.messages
      (id, conversation_id, parent_id, author, text, status, completed_at)
    values ('${laterId(`answer in ${name}`)}', '${id(name)}', '${laterId(`asked in ${name}`)}', 'agent',
      'Good day', 'complete', now());`

const send = (conversation: string, agent: string) =>
  `select public.send_message('${northside}', ${conversation}, ${agent}, 'Hello', gen_random_uuid())`

const read = (conversation: string) =>
  `select * from public.read_messages('${id(conversation)}', null, 10)`

const branch = (conversation: string) =>
  `select * from public.read_branch('${id(conversation)}', null, null, 10)`

const choose = (conversation: string) =>
  `select public.choose_branch('${laterId(`asked in ${conversation}`)}')`

/** A file of a conversation: sent with its first message, or waiting for the next. */
const file = (name: string, talk: string, place: number, sent: boolean) => `
    insert into public.message_files (id, community_id, conversation_id, message_id, place, object_id,
      name, media_type, bytes, text)
    values ('${id(name)}', '${northside}', '${id(talk)}',
      ${sent ? `'${laterId(`asked in ${talk}`)}'` : 'null'}, ${place}, '${id(name)}', 'a.txt',
      'text/plain', 5, 'Hello');`

const draft = (talk: string) =>
  `insert into public.message_drafts (conversation_id, text) values ('${id(talk)}', 'Half a thought');`

/** Conversations of the owner, one each way, and one of somebody who was removed since. */
export const sandbox: Scene = {
  plant: [
    talk('private', 'owner', 'owner'),
    talk('shared', 'owner', 'owner_and_coaches'),
    talk('shared, deleted', 'owner', 'owner_and_coaches', true),
    talk('deleted in the middle of an answer', 'owner', 'owner', true),
    talk('of the removed', 'removed', 'owner'),
    talk('being answered', 'owner', 'owner'),
    `update public.messages set status = 'streaming', completed_at = null, text = ''
     where id in ('${laterId('answer in being answered')}',
       '${laterId('answer in deleted in the middle of an answer')}');
     update public.messages set status = 'cut_off', failure = 'lost'
     where id = '${laterId('answer in shared')}';
     insert into public.answer_agents (conversation_id, message_id, agent_id, agent_name) values
       ('${id('private')}', '${laterId('answer in private')}', '${id('published')}', 'Another'),
       ('${id('shared')}', '${laterId('answer in shared')}', '${id('published')}', 'Another');
     insert into public.compared_answers
       (conversation_id, message_id, asked_id, place, community_id, provider, model, label)
     values ${['private', 'of the removed']
       .map(
         (talk) => `('${id(talk)}', '${laterId(`answer in ${talk}`)}',
           '${laterId(`asked in ${talk}`)}', 1, '${northside}', 'maker', 'model', 'Model')`,
       )
       .join(', ')};`,
    file('sent in private', 'private', 1, true),
    file('waiting in private', 'private', 2, false),
    file('sent in shared', 'shared', 1, true),
    file('waiting in shared', 'shared', 2, false),
    file('sent in of the removed', 'of the removed', 1, true),
    draft('private'),
    draft('shared'),
    draft('of the removed'),
  ].join('\n'),

  rows: {
    conversations: {
      'a private one': id('private'),
      'a shared one': id('shared'),
      'a shared one, deleted': id('shared, deleted'),
      'one deleted in the middle of an answer': id('deleted in the middle of an answer'),
      'the removed person’s': id('of the removed'),
    },
    messages: {
      'in a private one': laterId('asked in private'),
      'in a shared one': laterId('asked in shared'),
      'in a shared one, deleted': laterId('asked in shared, deleted'),
      'in the removed person’s': laterId('asked in of the removed'),
      'an answer in a private one': laterId('answer in private'),
      'an answer cut off': laterId('answer in shared'),
    },
    message_posts: {
      'of a private one': [id('private'), id('private')],
      'of the removed person’s': [id('of the removed'), id('of the removed')],
    },
    running_answers: { 'of the owner’s': [id('being answered'), '1'] },
    compared_answers: {
      'in a private one': [id('private'), laterId('answer in private')],
      'in the removed person’s': [id('of the removed'), laterId('answer in of the removed')],
    },
    message_files: {
      'sent in a private one': id('sent in private'),
      'waiting in a private one': id('waiting in private'),
      'sent in a shared one': id('sent in shared'),
      'waiting in a shared one': id('waiting in shared'),
      'sent in the removed person’s': id('sent in of the removed'),
    },
    message_drafts: {
      'in a private one': id('private'),
      'in a shared one': id('shared'),
      'in the removed person’s': id('of the removed'),
    },
    answer_agents: {
      'of a private one': [id('private'), laterId('answer in private')],
      'of a shared one': [id('shared'), laterId('answer in shared')],
    },
  },

  oneByOne: [],

  values: {
    'conversations.title': `'Renamed'`,
    'conversations.deleted_at': `'2026-01-01'`,
    'conversations.pinned_at': `'2026-01-01'`,
    'conversations.archived_at': `'2026-01-01'`,
    'conversations.folder': `'Work'`,
    'conversations.last_message_at': `'2026-01-01'`,
    'conversations.start_key': `gen_random_uuid()`,
    'conversations.leaf_id': `gen_random_uuid()`,
    'compared_answers.message_id': 'asked_id',
    'compared_answers.chosen_at': `'2026-01-01'`,
    'message_drafts.text': `'Another thought'`,
    'message_drafts.updated_at': `'2026-01-01'`,
    'message_files.message_id': `case when message_id is null and conversation_id = '${id('private')}'
      then '${laterId('asked in private')}'::uuid end`,
    'messages.text': `'Rewritten'`,
    'messages.status': `case status when 'complete' then 'stopped' else status end`,
    'messages.failure': `case when status = 'cut_off' then 'forgotten' end`,
    'messages.left_out': '7',
    'messages.model': `'another'`,
    'messages.stop_requested_at': `'2026-01-01'`,
    'messages.saved_at': `'2026-01-01'`,
    'messages.completed_at': `case when completed_at is not null then now() end`,
  },

  inserts: {
    conversations: {
      'one’s own': (me) => `insert into public.conversations
        (community_id, owner_id, agent_id, agent_name, title, readers, start_key)
        values ('${northside}', '${me}', '${id('published')}', 'Agent', 'New', 'owner', null)`,
      'in the owner’s name': `insert into public.conversations
        (community_id, owner_id, agent_name, title, readers)
        values ('${northside}', '${person('owner')}', 'Agent', 'New', 'owner')`,
    },
    messages: {
      'in a private one': `insert into public.messages
        (id, conversation_id, parent_id, author, text, status, completed_at)
        values ('${laterId('new')}', '${id('private')}', null, 'person', 'Hello', 'complete',
          now())`,
    },
    message_posts: {
      'of a private one': `insert into public.message_posts
        (conversation_id, post_key, message_id)
        values ('${id('private')}', gen_random_uuid(), '${laterId('asked in private')}')`,
    },
    answer_agents: {
      'of a private one': `insert into public.answer_agents
        (conversation_id, message_id, agent_id, agent_name)
        values ('${id('private')}', '${laterId('asked in private')}', '${id('published')}', 'New')`,
    },
    compared_answers: {
      'in a private one': `insert into public.compared_answers
        (conversation_id, message_id, asked_id, place, community_id, provider, model, label)
        values ('${id('private')}', '${laterId('asked in private')}',
          '${laterId('asked in private')}', 2, '${northside}', 'maker', 'model', 'Model')`,
    },
    message_files: {
      'in a private one': `insert into public.message_files
        (id, community_id, conversation_id, place, object_id, name, media_type, bytes, text)
        values (gen_random_uuid(), '${northside}', '${id('private')}', 3, gen_random_uuid(), 'b.txt',
          'text/plain', 5, 'Hello')`,
    },
    message_drafts: {
      'in one without': `insert into public.message_drafts (conversation_id, text)
        values ('${id('being answered')}', 'Half a thought')`,
    },
    running_answers: {
      'in a private one': `insert into public.running_answers (conversation_id, answer_id)
        values ('${id('private')}', '${laterId('answer in private')}')`,
    },
  },

  calls: {
    read_messages: {
      'of a private one': { sql: read('private'), changes: [] },
      'of a shared one': { sql: read('shared'), changes: [] },
      'of a shared one, deleted': { sql: read('shared, deleted'), changes: [] },
      'of the removed person’s': { sql: read('of the removed'), changes: [] },
    },
    read_branch: {
      'of a private one': { sql: branch('private'), changes: [] },
      'of a shared one': { sql: branch('shared'), changes: [] },
      'of a shared one, deleted': { sql: branch('shared, deleted'), changes: [] },
      'of the removed person’s': { sql: branch('of the removed'), changes: [] },
    },
    choose_branch: {
      'of a private one': { sql: choose('private'), changes: ['conversations'] },
      'of a shared one': { sql: choose('shared'), changes: ['conversations'] },
      'of the removed person’s': { sql: choose('of the removed'), changes: ['conversations'] },
    },
    compare_models: {
      'begin a conversation': {
        sql: `select public.compare_models('${northside}', null, '${id('published')}', 'Hello',
          gen_random_uuid(), array['maker model', 'maker other'])`,
        changes: ['conversations', 'messages', 'compared_answers'],
      },
      'go on in a private one': {
        sql: `select public.compare_models('${northside}', '${id('private')}', null, 'Hello',
          gen_random_uuid(), array['maker model', 'maker other'])`,
        changes: ['conversations', 'messages', 'compared_answers'],
      },
    },
    add_message_file: {
      'in a private one': {
        sql: `select public.add_message_file('${id('private')}', gen_random_uuid(), 'b.txt',
          'text/plain', 5, 'Hello', '[]')`,
        changes: ['message_files'],
      },
      'in a shared one': {
        sql: `select public.add_message_file('${id('shared')}', gen_random_uuid(), 'b.txt',
          'text/plain', 5, 'Hello', '[]')`,
        changes: ['message_files'],
      },
      'in one that was deleted': {
        sql: `select public.add_message_file('${id('shared, deleted')}', gen_random_uuid(), 'b.txt',
          'text/plain', 5, 'Hello', '[]')`,
        changes: ['message_files'],
      },
    },
    keep_draft: {
      'in a private one': {
        sql: `select public.keep_draft('${id('private')}', 'Another thought')`,
        changes: ['message_drafts'],
      },
      'in a shared one': {
        sql: `select public.keep_draft('${id('shared')}', 'Another thought')`,
        changes: ['message_drafts'],
      },
      'in one that was deleted': {
        sql: `select public.keep_draft('${id('shared, deleted')}', 'Another thought')`,
        changes: ['message_drafts'],
      },
    },
    begin_conversation: {
      'with an agent': {
        sql: `select public.begin_conversation('${northside}', '${id('published')}', 'Half',
          gen_random_uuid())`,
        changes: ['conversations', 'message_drafts'],
      },
    },
    remove_message_file: {
      'that waits in a private one': {
        sql: `select found from public.remove_message_file('${id('private')}',
          '${id('waiting in private')}') as found where found is not null`,
        changes: ['message_files'],
      },
      'that was sent': {
        sql: `select found from public.remove_message_file('${id('private')}',
          '${id('sent in private')}') as found where found is not null`,
        changes: ['message_files'],
      },
    },
    takes_pictures: {
      'of some models': { sql: `select public.takes_pictures('[]')`, changes: [] },
    },
    choose_answer: {
      'in a private one': {
        sql: `select public.choose_answer('${laterId('answer in private')}', true)`,
        changes: ['compared_answers'],
      },
      'in the removed person’s': {
        sql: `select public.choose_answer('${laterId('answer in of the removed')}', true)`,
        changes: ['compared_answers'],
      },
    },
    send_message: {
      'write anew in a shared one': {
        sql: `select public.send_message('${northside}', '${id('shared')}', null, 'Hello anew',
          gen_random_uuid(), null, '${laterId('asked in shared')}')`,
        changes: ['conversations', 'messages'],
      },
      'begin a conversation': {
        sql: send('null', `'${id('published')}'`),
        changes: ['conversations', 'messages'],
      },
      'begin with a draft': {
        sql: send('null', `'${id('draft')}'`),
        changes: ['conversations', 'messages'],
      },
      'with one for the class': {
        sql: send('null', `'${id('for the class')}'`),
        changes: ['conversations', 'messages'],
      },
      'go on in a private one': {
        sql: send(`'${id('private')}'`, 'null'),
        changes: ['conversations', 'messages'],
      },
      'go on in a shared one': {
        sql: send(`'${id('shared')}'`, 'null'),
        changes: ['conversations', 'messages'],
      },
    },
    save_answer: {
      'of the owner’s': {
        sql: `select public.save_answer('${laterId('answer in being answered')}', 'So far', 'streaming',
          null, null)`,
        changes: ['messages'],
      },
    },
    stop_answer: {
      'of the owner’s': {
        sql: `select public.stop_answer('${laterId('answer in being answered')}')`,
        changes: ['messages'],
      },
    },
    answer_status: {
      'in a private one': {
        sql: `select public.answer_status('${laterId('answer in private')}')`,
        changes: [],
      },
    },
    retry_answer: {
      'of a private one': {
        sql: `select public.retry_answer('${laterId('answer in private')}', gen_random_uuid())`,
        changes: ['conversations', 'messages'],
      },
      'of another agent': {
        sql: `select public.retry_answer('${laterId('answer in private')}', gen_random_uuid(),
          '${id('published')}')`,
        changes: ['conversations', 'messages'],
      },
    },
  },
}
