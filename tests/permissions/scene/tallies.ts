import type { Actor } from '../actors.ts'
import { harbor, id, northside, person } from '../names.ts'
import type { Scene } from './scene.ts'

const rating = (who: Actor) =>
  `('${northside}', '${id('prompt published')}', '${person(who)}', true)`

const rate = (prompt: string, who: string, community: string = northside) =>
  `insert into public.prompt_ratings (community_id, prompt_id, user_id, good)
   values ('${community}', '${id(prompt)}', '${who}', true)`

/** Ratings of members, one of them removed since, and a conversation that began with a prompt. */
export const tallies: Scene = {
  plant: `
    insert into public.content_items (id, community_id, kind, title, slug, status) values
      ('${id('prompt other')}', '${northside}', 'prompt', 'Other', 'other', 'published');
    insert into public.prompts (id) values ('${id('prompt other')}');
    insert into public.prompt_ratings (community_id, prompt_id, user_id, good) values
      ${(['owner', 'neighbour', 'removed', 'coach-aal1'] as const).map(rating).join(', ')};
    insert into public.prompt_uses (conversation_id, prompt_id) values
      ('${id('private')}', '${id('prompt published')}');`,

  rows: {
    prompt_ratings: {
      'the owner’s': [northside, id('prompt published'), person('owner')],
      'the neighbour’s': [northside, id('prompt published'), person('neighbour')],
      'the removed person’s': [northside, id('prompt published'), person('removed')],
      'of who owes a factor': [northside, id('prompt published'), person('coach-aal1')],
    },
    prompt_uses: { 'in a private conversation': [id('private'), id('prompt published')] },
    content_tallies: {
      'of the published': [northside, id('prompt published')],
      'of the draft': [northside, id('prompt draft')],
    },
  },

  oneByOne: [],

  values: {
    'prompt_ratings.good': 'false',
    'content_tallies.kind': `'agent'`,
    'content_tallies.uses': '7',
    'content_tallies.good': '7',
    'content_tallies.bad': '7',
  },

  inserts: {
    prompt_ratings: {
      'of what is published': (me) => rate('prompt other', me),
      'of a draft': (me) => rate('prompt draft', me),
      'in another community': (me) => rate('prompt other', me, harbor),
      'for the owner': rate('prompt other', person('owner')),
    },
    prompt_uses: {
      'in a shared conversation': `insert into public.prompt_uses (conversation_id, prompt_id)
        values ('${id('shared')}', '${id('prompt published')}')`,
      'another in the same conversation': `insert into public.prompt_uses (conversation_id, prompt_id)
        values ('${id('private')}', '${id('prompt other')}')`,
      'of a draft': `insert into public.prompt_uses (conversation_id, prompt_id)
        values ('${id('shared')}', '${id('prompt draft')}')`,
    },
    content_tallies: {
      'of what was not counted': `insert into public.content_tallies
        (community_id, item_id, kind, uses, good, bad)
        values ('${northside}', '${id('video published')}', 'video', 1, 1, 1)`,
    },
  },

  calls: {},
}
