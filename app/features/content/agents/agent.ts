import type { Row } from '~/data/tables'
import type { ItemFields } from '../item'
import { ITEM_LIMITS } from '../item'

/** How freely an agent words its answers, as the temperature that the model is given. */
export const STYLES = { precise: 0.2, balanced: 0.7, free: 1.1 } as const
export type Style = keyof typeof STYLES

/** How long an agent's answers may grow, in tokens (about three quarters of a word each). */
export const LENGTHS = { short: 384, medium: 1024, long: 2400 } as const
export type Length = keyof typeof LENGTHS

/** The most that each text of an agent may hold, in characters as people count them. */
export const LIMITS = {
  ...ITEM_LIMITS,
  instructions: 32_000,
  greeting: 2_000,
  question: 200,
  /** Starter questions that an agent may have. */
  questions: 6,
  /** Documents that it may answer from; the database holds to it too. */
  knowledge: 50,
  /** Models that may be asked one after another. */
  models: 5,
} as const

/** The most tokens that an answer may be allowed, and the highest temperature; the database holds to both. */
export const MOST = { temperature: 2, tokens: 32_000 } as const

/** What members see of an agent. */
export interface AgentFace extends Omit<ItemFields, 'tags'> {
  greeting: Row<'agents'>['greeting']
  starterQuestions: Row<'agents'>['starter_questions']
}

/** What a coach decides about an agent. */
export interface AgentFields extends AgentFace, ItemFields {
  instructions: Row<'agent_instructions'>['instructions']
  style: Style
  /** In place of the style's; empty where the style says it. As it was entered, like the next. */
  temperature: string
  length: Length
  /** In place of the length's; empty where the length says it. */
  tokens: string
  /** The documents that it answers from: the id of each, a space and its title. */
  knowledge: string[]
  /** Who is asked, in this order: the provider, a space, the model's name; the installation's where empty. */
  models: string[]
  /** Whether the same first question is given the same answer again, whoever asks. */
  givenAgain: boolean
  /** Whether its models are asked by price. */
  cheapestFirst: boolean
}

/** What a provider calls a model that an agent is answered by. */
export const nameOfModel = (model: string) => model.slice(model.indexOf(' ') + 1)

/** What a document is called that an agent answers from. */
export const titleOfKnown = (known: string) => known.slice(37)

function nearest<Name extends string>(presets: Record<Name, number>, value: number): Name {
  const names = Object.keys(presets) as Name[]
  return names.reduce((best, name) =>
    Math.abs(presets[name] - value) < Math.abs(presets[best] - value) ? name : best,
  )
}

/** The preset that comes nearest to a temperature. */
export const styleOf = (temperature: number): Style => nearest<Style>(STYLES, temperature)

/** The preset that comes nearest to a number of tokens. */
export const lengthOf = (tokens: number): Length => nearest<Length>(LENGTHS, tokens)

/** What a model is asked with: a number where one is given, else what the words stand for. */
export const amountsOf = ({
  style,
  temperature,
  length,
  tokens,
}: Pick<AgentFields, 'style' | 'temperature' | 'length' | 'tokens'>) => ({
  temperature: temperature === '' ? STYLES[style] : Number(temperature.replace(',', '.')),
  maxOutputTokens: tokens === '' ? LENGTHS[length] : Number(tokens),
})

/** A stored number as its field shows it: empty where a preset says the same. */
export const numberBeside = (presets: Record<string, number>, value: number): string =>
  Object.values(presets).includes(value) ? '' : String(value)
