import type { Actor } from '../actors.ts'
import { harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

interface Copy {
  conversation: string
  owner: Actor
  audience: 'members' | 'public'
  community?: string
}

const copy = (name: string, { conversation, owner, audience, community = northside }: Copy) => `
    insert into public.conversation_copies
      (id, conversation_id, community_id, owner_id, audience, key_hash, title, agent_name)
    values ('${id(name)}', '${id(conversation)}', '${community}', '${person(owner)}', '${audience}',
      sha256('${name}'), '${name}', 'Agent');
    insert into public.copied_messages (copy_id, place, author, text, status)
    values ('${id(name)}', 1, 'person', 'Hello', 'complete');`

const share = (conversation: string, audience: string) => ({
  sql: `select public.share_conversation('${id(conversation)}', '${audience}', sha256('new'), true)`,
  changes: ['conversation_copies', 'copied_messages'],
})

const read = (name: string) => ({
  sql: `select public.read_copy(sha256('${name}'), null)`,
  changes: [],
})

/** Northside allows copies for everybody, Harbor does not. */
export const sharing: Scene = {
  plant: [
    `update public.communities set public_copies = true where id = '${northside}';
     insert into public.conversations (id, community_id, owner_id, agent_name, title, readers)
     values ('${id('of the rival')}', '${harbor}', '${person('rival')}', 'Agent', 'Rival', 'owner');`,
    copy('copy for members', { conversation: 'private', owner: 'owner', audience: 'members' }),
    copy('copy for everybody', { conversation: 'private', owner: 'owner', audience: 'public' }),
    copy('copy of the removed', {
      ...{ conversation: 'of the removed', owner: 'removed', audience: 'public' },
    }),
    copy('copy of who owes', {
      ...{ conversation: 'private', owner: 'coach-aal1', audience: 'members' },
    }),
    copy('copy not allowed', {
      ...{ conversation: 'of the rival', owner: 'rival', audience: 'public', community: harbor },
    }),
  ].join('\n'),

  rows: {
    conversation_copies: {
      'for members': id('copy for members'),
      'for everybody': id('copy for everybody'),
      'the removed person’s': id('copy of the removed'),
      'of who owes a factor': id('copy of who owes'),
    },
    copied_messages: {
      'in one for members': [id('copy for members'), '1'],
      'in the removed person’s': [id('copy of the removed'), '1'],
    },
  },

  oneByOne: [],
  values: {},

  inserts: {
    conversation_copies: {
      'of a private one': `insert into public.conversation_copies
        (id, conversation_id, community_id, owner_id, audience, key_hash, title, agent_name)
        values ('${id('new copy')}', '${id('private')}', '${northside}', '${person('owner')}', 'members',
          sha256('new copy'), 'New', 'Agent')`,
    },
    copied_messages: {
      'in one for members': `insert into public.copied_messages (copy_id, place, author, text, status)
        values ('${id('copy for members')}', 2, 'agent', 'Good day', 'complete')`,
    },
  },

  calls: {
    share_conversation: {
      'a private one': share('private', 'members'),
      'with everybody': share('private', 'public'),
      'one that is deleted': share('shared, deleted', 'members'),
      'the removed person’s': share('of the removed', 'members'),
    },
    read_copy: {
      'for members': read('copy for members'),
      'for everybody': read('copy for everybody'),
      'for everybody, not allowed': read('copy not allowed'),
      'the removed person’s': read('copy of the removed'),
    },
  },
}
