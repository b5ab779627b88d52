import { type RawBuilder, sql } from 'kysely'
import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import type { KindOnServer } from '../kind-on-server'
import { type AgentFields, LENGTHS, lengthOf, STYLES, styleOf, titleOfKnown } from './agent'
import { agentEntered } from './agent-entered'
import { parseAgentForm } from './agent-form-data'
import { agentParts } from './agent-parts'
import { beginWith } from './agent-templates.server'
import { TEMPLATE_NAMES } from './template-names'

type OwnOfAgent = Pick<Row<'agents'>, 'greeting' | 'starter_questions'> &
  Pick<Row<'agent_instructions'>, 'instructions' | 'temperature' | 'max_output_tokens'> & {
    /** In the order of their ids, as the database has it; left out where there are none. */
    knowledge?: { document: string; title: string }[]
    models?: string[]
    /** Left out where it is not chosen. */
    given_again?: boolean
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

/** The documents of a form, as the body of an item has them. */
function knownOf(knowledge: string[]): Pick<OwnOfAgent, 'knowledge'> {
  const known = [...knowledge]
    .sort()
    .map((each) => ({ document: each.slice(0, 36), title: titleOfKnown(each) }))
    .filter(({ document }) => isUuid(document))
  return known.length > 0 ? { knowledge: known } : {}
}

export const agentKind: KindOnServer<AgentFields> = {
  kind: 'agent',
  parse: parseAgentForm,
  fieldsOf: agentEntered,
  toOwn: ({
    greeting,
    starterQuestions,
    instructions,
    style,
    length,
    knowledge,
    models,
    givenAgain,
  }): OwnOfAgent => ({
    greeting,
    starter_questions: starterQuestions,
    instructions,
    temperature: STYLES[style],
    max_output_tokens: LENGTHS[length],
    ...knownOf(knowledge),
    ...(models.length > 0 ? { models } : {}),
    ...(givenAgain ? { given_again: true } : {}),
  }),
  fromOwn: (shared, own: OwnOfAgent) => ({
    ...shared,
    greeting: own.greeting,
    starterQuestions: own.starter_questions,
    instructions: own.instructions,
    style: styleOf(own.temperature),
    length: lengthOf(own.max_output_tokens),
    models: own.models ?? [],
    givenAgain: own.given_again ?? false,
    knowledge: (own.knowledge ?? []).map(({ document, title }) => `${document} ${title}`),
  }),
  parts: agentParts,
  begin: (start, language) =>
    beginWith(TEMPLATE_NAMES.find((name) => name === start) ?? null, language),
  keep: (id, { style, length }) => sql`
    coalesce((
      select ${unlessChosen('temperature', sql`s.temperature`, Object.values(STYLES), STYLES[style])}
        || ${unlessChosen('max_output_tokens', sql`s.max_output_tokens`, Object.values(LENGTHS), LENGTHS[length])}
      from public.agent_instructions as s
      where s.agent_id = ${id}::uuid
    ), '{}'::jsonb)`,
}
