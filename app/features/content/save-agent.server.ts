import { type RawBuilder, sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { type AgentFields, LENGTHS, STYLES } from './agent'

export type SavedAgent = Pick<Row<'content_items'>, 'id' | 'version'>

/** An agent's fields as `public.save_agent` takes them. */
function toJson({ style, length, ...fields }: AgentFields, key?: string): string {
  return JSON.stringify({
    ...fields,
    temperature: STYLES[style],
    maxOutputTokens: LENGTHS[length],
    ...(key ? { key } : {}),
  })
}

/**
 * A number between the presets (an import's, an older form's) stays what it is while the coach leaves
 * the preset that comes nearest to it, which is what the form showed.
 *
 * @param stored the column that holds the number
 * @returns an SQL object with the number under `name`, or an empty one when another preset was chosen
 */
function unlessChosen(
  name: string,
  stored: RawBuilder<unknown>,
  presets: number[],
  chosen: number,
) {
  return sql`
    case when ${chosen}::numeric = (
      select one.preset
      from unnest(${presets}::numeric[]) with ordinality as one (preset, place)
      order by abs(one.preset - ${stored}), one.place
      limit 1
    ) then jsonb_build_object(${name}::text, ${stored}) else '{}'::jsonb end`
}

/** The numbers of an agent that a save of these fields leaves as they are. */
const keptNumbers = (id: string, { style, length }: AgentFields) => sql`
  coalesce((
    select ${unlessChosen('temperature', sql`s.temperature`, Object.values(STYLES), STYLES[style])}
      || ${unlessChosen('maxOutputTokens', sql`s.max_output_tokens`, Object.values(LENGTHS), LENGTHS[length])}
    from public.agent_instructions as s
    where s.agent_id = ${id}::uuid
  ), '{}'::jsonb)`

const communityId = (slug: string) =>
  sql`(select id from public.communities where slug = ${slug} and deleted_at is null)`

interface NewAgent {
  community: string
  fields: AgentFields
  publish: boolean
  key: string
}

/**
 * Makes an agent, and publishes it if asked.
 *
 * The same key again is the same form again: `repeated` is true and nothing has changed.
 *
 * @throws AppError `agent.name-taken` (409)
 */
export async function createAgent(
  db: Database,
  { community, fields, publish, key }: NewAgent,
): Promise<SavedAgent & { repeated: boolean }> {
  const [row] = await db.write(
    sql<{ saved: JsonAnswer<'save_agent', SavedAgent & { repeated: boolean }> }>`
      with made as materialized (
        select public.save_agent(
          ${communityId(community)}, null, null, ${toJson(fields, key)}::jsonb
        ) as saved
      )
      select made.saved, case
        when ${publish}::boolean and not (made.saved ->> 'repeated')::boolean
        then public.change_content((made.saved ->> 'id')::uuid, null, 'publish')
      end
      from made`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.saved
}

/**
 * The form that made an agent came again, perhaps with other words (a coach went back and changed
 * them): they are saved as long as nobody touched the agent since it was made.
 *
 * @returns false when the words differ and the agent was changed since, so that nothing was saved
 */
export async function saveRepeated(
  db: Database,
  { community, fields, publish, id }: Omit<NewAgent, 'key'> & { id: string },
): Promise<boolean> {
  const temperature = STYLES[fields.style]
  const tokens = LENGTHS[fields.length]
  const [row] = await db.write(
    sql<{ settled: boolean }>`
      with found as materialized (
        select i.id, i.version, i.updated_at = i.created_at and i.deleted_at is null as untouched,
          (i.title, i.summary, a.greeting, a.starter_questions, s.instructions, s.temperature,
            s.max_output_tokens)
          is distinct from
          (${fields.title}, ${fields.summary}, ${fields.greeting},
            ${fields.starterQuestions}::text[], ${fields.instructions}, ${temperature}::numeric,
            ${tokens}::integer) as differs
        from public.content_items as i
        join public.agents as a on a.id = i.id
        join public.agent_instructions as s on s.agent_id = i.id
        where i.id = ${id}::uuid
      ), saved as materialized (
        select found.id, found.untouched or not found.differs as settled, case
          when found.untouched and found.differs
          then public.save_agent(
            ${communityId(community)}, found.id, found.version, ${toJson(fields)}::jsonb
          )
        end as answer
        from found
      )
      select saved.settled, case
        when ${publish}::boolean and saved.answer is not null
        then public.change_content(saved.id, null, 'publish')
      end
      from saved`,
  )
  return row?.settled ?? false
}

interface ChangedAgent {
  community: string
  id: string | undefined
  /** The version that the coach saw. */
  version: number
  fields: AgentFields
  /** What else happens: it is published after, or brought back before. */
  also: 'publish' | 'restore' | null
}

/**
 * Saves a change to the version that the coach saw.
 *
 * @throws AppError `agent.changed`, `agent.deleted`, `agent.name-taken` (409), `agent.not-found`
 */
export async function updateAgent(
  db: Database,
  { community, id, version, fields, also }: ChangedAgent,
): Promise<SavedAgent> {
  if (!isUuid(id)) throw new AppError('agent.not-found', 404)
  // Its old name may be another agent's by now, so it gets the new one before it comes back.
  const renamed =
    also === 'restore'
      ? db.write(
          sql`
            update public.content_items
            set title = ${fields.title}, slug = private.slug_of(${fields.title})
            where id = ${id}::uuid and kind = 'agent' and deleted_at is not null`,
        )
      : []
  const saved = db.write(
    sql<{ saved: JsonAnswer<'save_agent', SavedAgent> }>`
      with before as materialized (
        select case
          when ${also === 'restore'}::boolean
          then (public.change_content(${id}::uuid, null, 'restore') ->> 'version')::integer
          else ${version}::integer
        end as version
      ), made as materialized (
        select public.save_agent(
          ${communityId(community)}, ${id}::uuid, before.version,
          ${toJson(fields)}::jsonb || ${keptNumbers(id, fields)}
        ) as saved
        from before
      )
      select made.saved, case
        when ${also === 'publish'}::boolean
        then public.change_content(${id}::uuid, null, 'publish')
      end
      from made`,
  )
  const [[row]] = await Promise.all([saved, renamed])
  if (!row) throw new AppError('unexpected', 500)
  return row.saved
}

export type AgentChange = 'take-back' | 'delete' | 'restore'

/**
 * Takes an agent back, deletes it, or brings it back. A second time changes nothing.
 *
 * @param version that the coach saw; undefined for any
 * @throws AppError `agent.changed`, `agent.name-taken` (409), `agent.not-found` (404)
 */
export async function changeAgent(
  db: Database,
  change: AgentChange,
  { community, id, version }: { community: string; id: string | undefined; version?: number },
): Promise<{ title: string }> {
  if (!isUuid(id)) throw new AppError('agent.not-found', 404)
  const [row] = await db.write(
    sql<Pick<Row<'content_items'>, 'title'>>`
      select i.title, public.change_content(i.id, ${version ?? null}::integer, ${change})
      from public.content_items as i
      join public.communities as c on c.id = i.community_id
      where c.slug = ${community} and c.deleted_at is null
        and i.id = ${id}::uuid and i.kind = 'agent'`,
  )
  if (!row) throw new AppError('agent.not-found', 404)
  return row
}
