import { id, northside } from '../names.ts'
import type { Scene } from './scene.ts'

/** Whether a search of Northside finds a row: an item by its title, or a conversation. */
const find = (text: string, what: 'items' | 'talks', name = text) => ({
  sql: `select found ->> 'id' from jsonb_array_elements(
      public.search('${northside}', '${text}') -> '${what}') as found
    where found ->> 'id' = '${id(name)}'`,
  changes: [],
})

/** Whether a list of Northside finds an item by its title. */
const list = (title: string, desk = false) => ({
  sql: `select item_id from public.found_items('${northside}', '${title}', null, ${desk})
    where item_id = '${id(title)}'`,
  changes: [],
})

const within = (conversation: string) => ({
  sql: `select public.search_talk('${id(conversation)}', 'Hello')`,
  changes: [],
})

const changed = (state: string) => ({
  sql: `select told from public.what_changed('${northside}', '${id(`document ${state}`)}') as told
    where told is not null`,
  changes: [],
})

/** What is searched is what the others planted: triggers took it in. */
export const search: Scene = {
  plant: `
    insert into private.search_words (id, word) values ('${id('a word')}', 'planted');
    -- Of one that is not taken in, to be put back.
    set constraints all immediate;
    delete from private.search_items where item_id = '${id('bare')}';`,
  rows: {
    'private.search_items': { 'the draft': id('draft') },
    'private.search_passages': { 'of the draft': [id('video draft'), '1'] },
    'private.search_words': { 'a word': id('a word') },
    'private.search_talks': { 'a private one': [id('private'), id('private')] },
  },
  oneByOne: [],
  values: {
    'private.search_items.title': `'renamed'`,
    'private.search_items.names': `'renamed'`,
    'private.search_items.words': `'renamed'`,
    'private.search_items.stale': 'not stale',
    'private.search_items.made_in': `'7'`,
  },
  inserts: {
    'private.search_items': {
      'of an item': `insert into private.search_items (item_id, title, names, words)
        values ('${id('bare')}', '', '', '')`,
    },
    'private.search_passages': {
      'of the draft': `insert into private.search_passages (item_id, nth, text, words)
        values ('${id('video draft')}', 7, '', '')`,
    },
    'private.search_words': {
      'a word': `insert into private.search_words (community_id, word) values (null, 'new')`,
    },
  },
  calls: {
    search_talk: {
      'a private talk': within('private'),
      'a shared talk': within('shared'),
      'the removed person’s talk': within('of the removed'),
    },
    search: {
      'the published': find('published', 'items'),
      'the draft': find('draft', 'items'),
      'the deleted': find('deleted', 'items'),
      'for the class': find('for the class', 'items'),
      'for nobody any more': find('for nobody any more', 'items'),
      'given to Northside': find('given to Northside', 'items'),
      'given to all': find('given to all', 'items'),
      'given to nobody': find('given to nobody', 'items'),
      'a private talk': find('private', 'talks'),
      'what was said in it': find('Good day', 'talks', 'private'),
      'a shared talk': find('shared', 'talks'),
      'a shared talk, deleted': find('shared deleted', 'talks', 'shared, deleted'),
      'the removed person’s talk': find('of the removed', 'talks'),
    },
    found_items: {
      'the published, as a member': list('published'),
      'the draft, as a member': list('draft'),
      'for the class': list('for the class'),
      'given to Northside': list('given to Northside'),
      'given to nobody': list('given to nobody'),
      'the draft, at the desk': list('draft', true),
      'the deleted, at the desk': list('deleted', true),
    },
    tags_in_use: {
      'of a document for the class': {
        sql: `select name from public.tags_in_use('${northside}', 'document', null)
          where name = 'Classroom'`,
        changes: [],
      },
      'of the published document': {
        sql: `select name from public.tags_in_use('${northside}', 'document', null)
          where name = 'Own'`,
        changes: [],
      },
    },
    what_changed: {
      'of the published document': changed('published'),
      'of the draft document': changed('draft'),
      'of a document for the class': changed('for the class'),
    },
  },
}
