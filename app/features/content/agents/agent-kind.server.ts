import type { Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import type { KindOnServer } from '../kind-on-server'
import {
  type AgentFields,
  amountsOf,
  LENGTHS,
  lengthOf,
  numberBeside,
  STYLES,
  styleOf,
  titleOfKnown,
} from './agent'
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
    /** The same. */
    cheapest_first?: boolean
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
    knowledge,
    models,
    givenAgain,
    cheapestFirst,
    ...chosen
  }): OwnOfAgent => ({
    greeting,
    starter_questions: starterQuestions,
    instructions,
    temperature: amountsOf(chosen).temperature,
    max_output_tokens: amountsOf(chosen).maxOutputTokens,
    ...knownOf(knowledge),
    ...(models.length > 0 ? { models } : {}),
    ...(givenAgain ? { given_again: true } : {}),
    ...(cheapestFirst ? { cheapest_first: true } : {}),
  }),
  fromOwn: (shared, own: OwnOfAgent) => ({
    ...shared,
    greeting: own.greeting,
    starterQuestions: own.starter_questions,
    instructions: own.instructions,
    style: styleOf(own.temperature),
    temperature: numberBeside(STYLES, own.temperature),
    length: lengthOf(own.max_output_tokens),
    tokens: numberBeside(LENGTHS, own.max_output_tokens),
    models: own.models ?? [],
    givenAgain: own.given_again ?? false,
    cheapestFirst: own.cheapest_first ?? false,
    knowledge: (own.knowledge ?? []).map(({ document, title }) => `${document} ${title}`),
  }),
  parts: agentParts,
  begin: (start, language) =>
    beginWith(TEMPLATE_NAMES.find((name) => name === start) ?? null, language),
}
