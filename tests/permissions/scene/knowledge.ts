import { id, laterId, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const document = (name: string, status: string, word: string) => `
    insert into public.content_items
      (id, community_id, kind, title, slug, status, owner_id)
    values ('${id(name)}', '${northside}', 'document', '${name}', '${id(name)}', '${status}',
      '${person('coach')}');
    insert into public.documents (id, body) values ('${id(name)}', 'The ${word} sleeps at noon.');
    insert into public.agent_knowledge (agent_id, document_id)
    values ('${id('published')}', '${id(name)}');`

const source = (talk: string) => `
    insert into public.answer_sources (message_id, place, conversation_id, document_id, title)
    values ('${laterId(`answer in ${talk}`)}', 1, '${id(talk)}', '${id('known')}', 'known');`

const give = (talk: string, document: string, place = 1) =>
  `insert into public.conversation_documents (conversation_id, place, document_id)
    values ('${id(talk)}', ${place}, '${id(document)}')`

const find = (word: string) => ({
  sql: `select found from jsonb_array_elements(
      public.find_knowledge('${id('published')}', 'When does the ${word} sleep?')) as found
    where found ->> 'passage' like '%${word}%'`,
  changes: [],
})

/** What the published agent of Northside answers from, and what answers were made from. */
export const knowledge: Scene = {
  plant: [
    document('known', 'published', 'elephant'),
    document('known draft', 'draft', 'giraffe'),
    source('private'),
    source('shared'),
    source('of the removed'),
    `${give('private', 'known')};`,
    `${give('shared', 'known')};`,
    `${give('of the removed', 'known')};`,
  ].join('\n'),

  rows: {
    agent_knowledge: {
      'a published one': [id('published'), id('known')],
      'a draft': [id('published'), id('known draft')],
    },
    conversation_documents: {
      'of a private one': [id('private'), '1'],
      'of a shared one': [id('shared'), '1'],
      'of the removed person’s': [id('of the removed'), '1'],
    },
    answer_sources: {
      'in a private one': [laterId('answer in private'), '1'],
      'in a shared one': [laterId('answer in shared'), '1'],
      'in the removed person’s': [laterId('answer in of the removed'), '1'],
    },
  },

  oneByOne: [],

  values: {
    'answer_sources.title': `'Another'`,
    'answer_sources.headings': `'{Another}'`,
    'answer_sources.section': `'another'`,
    'answer_sources.passage': `'Another'`,
    'answer_sources.part': '50',
    'conversation_documents.place': '5',
    'conversation_documents.document_id': `'${id('document published')}'`,
    'answer_sources.document_id': `case when document_id is null then '${id('known')}'::uuid end`,
  },

  inserts: {
    agent_knowledge: {
      'of its community': `insert into public.agent_knowledge (agent_id, document_id)
        values ('${id('published')}', '${id('document published')}')`,
      'of the platform': `insert into public.agent_knowledge (agent_id, document_id)
        values ('${id('published')}', '${id('given to Northside')}')`,
    },
    conversation_documents: {
      'into a shared one': give('shared', 'document published', 2),
      'of a draft': give('shared', 'known draft', 2),
      'into another’s': give('of the removed', 'document published', 2),
      'into a deleted one': give('shared, deleted', 'document published', 2),
    },
    answer_sources: {
      'in a private one': `insert into public.answer_sources
        (message_id, place, conversation_id, document_id, title, headings, section, passage)
        values ('${laterId('answer in private')}', 2, '${id('private')}', '${id('known')}', 'known',
          '{}', null, '')`,
    },
  },

  calls: {
    find_knowledge: {
      'in a published document': find('elephant'),
      'in a draft': find('giraffe'),
    },
    take_sources: {
      'for the owner’s answer': {
        sql: `select public.take_sources('${laterId('answer in being answered')}')`,
        changes: ['answer_sources'],
      },
    },
  },
}
