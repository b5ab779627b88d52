import type { Row } from '~/data/tables'

/** How freely an agent words its answers, as the temperature that the model is given. */
export const STYLES = { precise: 0.2, balanced: 0.7, free: 1.1 } as const
export type Style = keyof typeof STYLES

/** How long an agent's answers may grow, in tokens (about three quarters of a word each). */
export const LENGTHS = { short: 384, medium: 1024, long: 2400 } as const
export type Length = keyof typeof LENGTHS

export type AgentStatus = Row<'content_items'>['status']

/** The most that each text of an agent may hold, in characters as people count them. */
export const LIMITS = {
  title: 120,
  summary: 300,
  instructions: 32_000,
  greeting: 2_000,
  question: 200,
  /** Starter questions that an agent may have. */
  questions: 6,
} as const

/** What members see of an agent. */
export interface AgentFace extends Pick<Row<'content_items'>, 'title' | 'summary'> {
  greeting: Row<'agents'>['greeting']
  starterQuestions: Row<'agents'>['starter_questions']
}

/** What a coach decides about an agent. */
export interface AgentFields extends AgentFace {
  instructions: Row<'agent_instructions'>['instructions']
  style: Style
  length: Length
}

/** An agent as its coach sees it. */
export interface CoachedAgent extends AgentFields {
  id: Row<'content_items'>['id']
  status: AgentStatus
  /** Grows with every change; a save says which one it saw. */
  version: Row<'content_items'>['version']
  /** When it was last changed, ISO. */
  changedAt: Row<'content_items'>['updated_at']
  deletedAt: Row<'content_items'>['deleted_at']
}

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

/** Characters as people count them, and as Postgres does: an emoji is one. */
export const countCharacters = (text: string) => [...text].length
