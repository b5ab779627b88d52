import { keyOf } from './fill-keys.ts'

/** Tables beside the messages that get rows by the thousand. */
export const FILLED_BESIDE = [
  'public.message_drafts',
  'public.conversation_documents',
  'private.message_counts',
  'private.experiment_talks',
  'private.experiment_answers',
  'public.message_ratings',
  'public.answer_sources',
  'public.answer_agents',
  'public.answer_reports',
  'public.compared_answers',
  'public.held_messages',
  'public.message_files',
  'private.answer_requests',
]

/** What stands beside the conversations, in its order. Experiments run in each tenth community. */
export const besideTalks: [name: string, text: string][] = [
  [
    'experiments',
    `insert into public.experiments
       (community_id, agent_id, instructions, started_at, ended_at, ended_why)
     select communities.id, agents.id, 'Be briefer.', now() - interval '25 months',
       case agents.nth when 1 then now() - interval '1 day' end,
       case agents.nth when 1 then 'hand' end
     from fill.communities
     join fill.agents on agents.place = communities.at and agents.nth in (0, 1)
     where communities.at % 10 = 2`,
  ],
  [
    'conversations of experiments',
    `insert into private.experiment_talks (conversation_id, experiment_id, variant, began_at)
     select talks.id, experiments.id, case talks.at % 2 when 0 then 'a' else 'b' end, talks.begun
     from fill.talks join public.experiments on experiments.agent_id = talks.agent_id`,
  ],
  [
    'drafts',
    `insert into public.message_drafts (conversation_id, text)
     select id, 'Half a thought ' || at from fill.talks where at % 10 = 4`,
  ],
  [
    'documents of conversations',
    `insert into public.conversation_documents (conversation_id, place, document_id)
     select talks.id, 1, others.id
     from fill.talks
     join fill.shelves on shelves.id = talks.community_id
     join fill.others on others.place = shelves.place and others.kind = 'document'
       and others.nth_of_kind = talks.at % shelves.documents
     where talks.at % 20 = 9`,
  ],
  [
    'messages of the last minute',
    `insert into private.message_counts (community_id, holder_id, newest, counts)
     select community_id, holder, max(begun), array_fill(0, array[61])
     from fill.talks cross join lateral unnest(array[owner_id, community_id]) as holder
     group by community_id, holder`,
  ],
]

/**
 * What stands beside the messages of one month: of a hundred answers ten are rated, ten name two
 * sources, five another agent gave, one was compared, ten may be given again and one in 500 was
 * reported; of a hundred questions five have a file; one message in a thousand was held.
 *
 * @param month the name of the partition
 */
export const besideMonth = (month: string) => `
  with said as materialized (
    select m.id, m.conversation_id, m.parent_id, m.author, m.created_at, m.chance,
      talks.at, talks.community_id, talks.owner_id, talks.agent_id, shelves.place,
      shelves.documents, tried.conversation_id is not null as tried
    from (select *, uuid_hash(id) & 1023 as chance from ${month}) as m
    join fill.talks on talks.id = m.conversation_id
    join fill.shelves on shelves.id = talks.community_id
    left join private.experiment_talks as tried on tried.conversation_id = m.conversation_id
    where case m.author
      when 'agent' then m.chance < 420 or m.chance = 500 or tried.conversation_id is not null
      else m.chance between 500 and 551 end
  ), rated as (
    insert into public.message_ratings
      (message_id, conversation_id, user_id, good, community_id, agent_id)
    select id, conversation_id, owner_id, chance % 4 > 0, community_id, agent_id
    from said where author = 'agent' and chance < 102
  ), sourced as (
    insert into public.answer_sources
      (message_id, place, conversation_id, document_id, title, passage)
    select said.id, k, said.conversation_id, others.id, 'Document',
      repeat('Listen first, and ask what they need. ', 5)
    from said
    cross join generate_series(1, 2) as k
    join fill.others on others.place = said.place and others.kind = 'document'
      and others.nth_of_kind = (said.chance + k) % said.documents
    where said.author = 'agent' and said.chance between 90 and 191
  ), answered as (
    insert into public.answer_agents (conversation_id, message_id, agent_id, agent_name)
    select said.conversation_id, said.id, agents.id, 'Agent'
    from said join fill.agents on agents.place = said.place and agents.nth = said.chance % 20
      -- Those that are published.
      and agents.at % 5 > 0
    where said.author = 'agent' and said.chance between 200 and 250
  ), compared as (
    insert into public.compared_answers
      (conversation_id, message_id, asked_id, place, community_id, provider, model, label,
       chosen_at, created_at)
    select conversation_id, id, parent_id, 1, community_id, 'scripted', 'small', 'Small',
      created_at, created_at
    from said where author = 'agent' and chance between 260 and 269
  ), reported as (
    insert into public.answer_reports
      (community_id, conversation_id, message_id, reporter_id, agent_id, agent_name, question, answer,
       reason, settled_at, created_at)
    select community_id, conversation_id, id, owner_id, agent_id, 'Agent', 'What shall I say?',
      'Say it as it is.', 'Wrong', case when at % 3 > 0 then created_at end, created_at
    from said where author = 'agent' and chance in (300, 301)
  ), again as (
    insert into private.answer_requests
      (conversation_id, message_id, community_id, agent_id, request, created_at)
    select conversation_id, id, community_id, agent_id, sha256(id::text::bytea), created_at
    from said where author = 'agent' and chance between 310 and 411
  ), tried as (
    insert into private.experiment_answers
      (message_id, conversation_id, asked_id, provider, model)
    select id, conversation_id, parent_id, 'scripted', 'small'
    from said where author = 'agent' and tried
  ), held as (
    insert into public.held_messages
      (community_id, conversation_id, message_id, owner_id, agent_name, author, why, state, shared,
       text, settled_at, created_at)
    select community_id, conversation_id, id, owner_id, 'Agent', author, 'review',
      case when at % 3 > 0 then 'released' else 'waiting' end, true, 'What shall I say?',
      case when at % 3 > 0 then created_at end, created_at
    from said where chance = 500
  )
  insert into public.message_files
    (id, community_id, conversation_id, message_id, place, object_id, name, media_type, bytes, text,
     created_at)
  select ${keyOf('created_at', `'file' || id`)}, community_id, conversation_id, id, 1,
    ${keyOf('created_at', `'object' || id`)}, 'notes.txt', 'text/plain', 1000,
    repeat('What was said in the course. ', 10), created_at
  from said where author = 'person' and chance between 501 and 551`
