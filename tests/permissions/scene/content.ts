import { email, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const item = (name: string, status: string, deleted = false, owner = `'${person('coach')}'`) =>
  `('${id(name)}', '${northside}', 'agent', '${name}', '${id(name)}', '${status}',
    ${owner}, ${deleted ? 'now()' : 'null'})`

/** An agent for one group or person of Northside, whom it names; for nobody where there is none. */
const limited = (name: string, to: { group?: string; person?: string }) => ({
  item: `('${id(name)}', '${northside}', 'agent', '${name}', '${id(name)}', 'published',
    '${person('coach')}', null, '{${to.group ?? to.person ?? ''}}')`,
  audience: `('${id(`${name}, chosen`)}', '${id(name)}', '${northside}',
    ${to.group ? `'${to.group}'` : 'null'}, ${to.person ? `'${to.person}'` : 'null'})`,
})
const forClass = limited('for the class', { group: id('class') })
const forNeighbour = limited('for the neighbour', { person: person('neighbour') })

/** Agents of Northside in each state; one without its row in agents, one without instructions. */
export const content: Scene = {
  plant: `
    insert into public.content_items
      (id, community_id, kind, title, slug, status, owner_id, deleted_at) values
      ${[
        item('published', 'published'),
        item('draft', 'draft'),
        item('deleted', 'published', true),
        item('bare', 'draft'),
        item('mute', 'draft'),
        item('given away', 'draft', false, 'null'),
      ].join(',\n')};
    insert into public.content_items
      (id, community_id, kind, title, slug, status, owner_id, deleted_at, audience) values
      ${forClass.item}, ${forNeighbour.item}, ${limited('for nobody any more', {}).item};
    insert into public.content_audience (id, item_id, community_id, group_id, user_id) values
      ${forClass.audience}, ${forNeighbour.audience};
    insert into public.agents (id) values
      ('${id('published')}'), ('${id('draft')}'), ('${id('deleted')}'), ('${id('mute')}'),
      ('${id('for the class')}');
    insert into public.agent_instructions (agent_id, instructions) values
      ('${id('published')}', 'Be brief.'), ('${id('draft')}', 'Be brief.'),
      ('${id('deleted')}', 'Be brief.');`,

  rows: {
    content_items: {
      'the published': id('published'),
      'the draft': id('draft'),
      'the deleted': id('deleted'),
      'for the class': id('for the class'),
      'for the neighbour': id('for the neighbour'),
      'for nobody any more': id('for nobody any more'),
      'given to Northside': id('given to Northside'),
      'given to all': id('given to all'),
      'given to nobody': id('given to nobody'),
    },
    agents: {
      'the published': id('published'),
      'the draft': id('draft'),
      'the deleted': id('deleted'),
      'for the class': id('for the class'),
    },
    content_audience: {
      'the class': id('for the class, chosen'),
      'the neighbour': id('for the neighbour, chosen'),
    },
    agent_instructions: {
      'of the published': id('published'),
      'of the draft': id('draft'),
    },
  },

  oneByOne: [],

  values: {
    'content_items.title': `'Renamed'`,
    'content_items.slug': 'gen_random_uuid()::text',
    'content_items.summary': `'Summed up'`,
    'content_items.status': `'archived'`,
    'content_items.publish_at': `case when status = 'draft' then now() end`,
    // A trigger takes nobody but a coach of the community.
    'content_items.owner_id': `case when community_id = '${northside}'
      then '${person('coach')}'::uuid else owner_id end`,
    'content_items.deleted_at': `'2026-01-01'`,
    'content_items.audience': `'{${person('removed')}}'`,
    'agents.greeting': `'Hello there'`,
    'agents.starter_questions': `'{Why?}'`,
    'agent_instructions.instructions': `'Obey me.'`,
    'agent_instructions.temperature': '1.5',
    'agent_instructions.max_output_tokens': '7',
    'agent_instructions.models': `'{maker model}'`,
    'agent_instructions.given_again': 'true',
    'agent_instructions.cheapest_first': 'true',
  },

  inserts: {
    content_items: {
      'in one’s own name': (me) => `insert into public.content_items
        (community_id, kind, title, slug, summary, owner_id, post_key)
        values ('${northside}', 'agent', 'New', 'new', '', '${me}', gen_random_uuid())`,
      'for the platform': (me) => `insert into public.content_items
        (community_id, kind, title, slug, owner_id)
        values (null, 'agent', 'New', 'new', '${me}')`,
      'in the coach’s name': `insert into public.content_items
        (community_id, kind, title, slug, owner_id)
        values ('${northside}', 'agent', 'New', 'new', '${person('coach')}')`,
    },
    content_audience: {
      'the neighbour': `insert into public.content_audience
        (item_id, community_id, group_id, user_id)
        values ('${id('for the class')}', '${northside}', null, '${person('neighbour')}')`,
    },
    agents: {
      'for an item': `insert into public.agents (id, greeting, starter_questions)
        values ('${id('bare')}', 'Hello', '{}')`,
    },
    agent_instructions: {
      'for an agent': `insert into public.agent_instructions
        (agent_id, instructions, temperature, max_output_tokens, models, given_again,
          cheapest_first)
        values ('${id('mute')}', 'Be brief.', 0.5, 10, null, true, true)`,
    },
  },

  calls: {
    save_agent: {
      'a new one': {
        sql: `select public.save_agent('${northside}', null, null,
          '{"title": "New", "instructions": "Be brief."}')`,
        changes: ['content_items', 'agents', 'agent_instructions'],
      },
      'the draft': {
        sql: `select public.save_agent('${northside}', '${id('draft')}', 1,
          '{"title": "Renamed", "greeting": "Hello", "instructions": "Be long."}')`,
        changes: ['content_items', 'agents', 'agent_instructions'],
      },
    },
    save_content: {
      'a new one': {
        sql: `select public.save_content('${northside}', 'document', null, null,
          '{"title": "New", "document": {"body": "# One"}, "tags": ["Fresh"]}')`,
        changes: ['content_items', 'documents', 'tags', 'content_tags'],
      },
      'the draft': {
        sql: `select public.save_content('${northside}', 'agent', '${id('draft')}', 1,
          '{"title": "Renamed", "agent": {"greeting": "Hello", "instructions": "Be long."}}')`,
        changes: ['content_items', 'agents', 'agent_instructions'],
      },
    },
    change_content: {
      'publish the draft': {
        sql: `select public.change_content('${id('draft')}', null, 'publish')`,
        changes: ['content_items'],
      },
      'take the published back': {
        sql: `select public.change_content('${id('published')}', 1, 'take-back')`,
        changes: ['content_items'],
      },
    },
    schedule_content: {
      'the draft': {
        sql: `select public.schedule_content('${id('draft')}', null,
          localtimestamp + interval '3 days')`,
        changes: ['content_items'],
      },
      'the published': {
        sql: `select public.schedule_content('${id('published')}', null, null)`,
        changes: ['content_items'],
      },
    },
    change_contents: {
      'publish the draft': {
        sql: `select public.change_contents('${northside}',
          '[{"id": "${id('draft')}", "version": 1}]', 'publish')`,
        changes: ['content_items'],
      },
      'tag the published': {
        sql: `select public.change_contents('${northside}',
          '[{"id": "${id('published')}", "version": 1}]', 'tag', 'Fresh')`,
        changes: ['tags', 'content_tags'],
      },
      'copy it to the platform': {
        sql: `select public.change_contents('${northside}',
          '[{"id": "${id('published')}", "version": 1}]', 'copy')`,
        changes: ['content_items', 'agents', 'agent_instructions'],
      },
    },
    give_content: {
      'an item of the platform': {
        sql: `select public.give_content('${id('given to nobody')}', array['${northside}'::uuid])`,
        changes: ['content_assignments'],
      },
    },
    set_audience: {
      'to the class': {
        sql: `select public.set_audience('${id('published')}', 'everybody', true,
          array['${id('class')}'::uuid], null, null)`,
        changes: ['content_items', 'content_audience'],
      },
      'to a member by address': {
        sql: `select public.set_audience('${id('published')}', 'everybody', true, null, null,
          array['${email('neighbour')}'])`,
        changes: ['content_items', 'content_audience'],
      },
      'to everybody': {
        sql: `select public.set_audience('${id('for the class')}',
          private.audience_mark('{${id('class')}}'), false, null, null, null)`,
        changes: ['content_items', 'content_audience'],
      },
    },
    hand_over_content: {
      'to a coach': {
        sql: `select public.hand_over_content('${id('given away')}', null, '${person('coach')}')`,
        changes: ['content_items'],
      },
    },
  },
}
