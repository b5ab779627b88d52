import { type Entered, listOf, sharedEntered, textOf } from '../form/entered'
import type { AgentFields } from './agent'

/** A tick, of the form itself or as it was kept. */
const tickedIn = (value: Entered[string]) => value === true || textOf(value) !== ''

/** What a form holds, as an agent's fields; what is empty was left empty. */
export function agentEntered(entered: Entered): AgentFields {
  const { style, length } = entered
  return {
    ...sharedEntered(entered),
    instructions: textOf(entered.instructions),
    greeting: textOf(entered.greeting),
    starterQuestions: listOf(entered.starterQuestions).map(textOf),
    knowledge: listOf(entered.knowledge).map(textOf).filter(Boolean),
    models: listOf(entered.models).map(textOf).filter(Boolean),
    givenAgain: tickedIn(entered.givenAgain),
    cheapestFirst: tickedIn(entered.cheapestFirst),
    temperature: textOf(entered.temperature),
    tokens: textOf(entered.tokens),
    style: style === 'precise' || style === 'free' ? style : 'balanced',
    length: length === 'short' || length === 'long' ? length : 'medium',
  }
}
