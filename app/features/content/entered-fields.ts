import type { AgentFields } from './agent'

/** What an agent's form gave, before anybody checked it. */
export type Entered = Partial<Record<keyof AgentFields, unknown>>

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** What a form holds, as an agent's fields; what is empty was left empty. */
export function fieldsOf(entered: Entered): AgentFields {
  const questions = Array.isArray(entered.starterQuestions) ? entered.starterQuestions : []
  const { style, length } = entered
  return {
    title: text(entered.title),
    summary: text(entered.summary),
    instructions: text(entered.instructions),
    greeting: text(entered.greeting),
    starterQuestions: questions.map(text),
    style: style === 'precise' || style === 'free' ? style : 'balanced',
    length: length === 'short' || length === 'long' ? length : 'medium',
  }
}
