import { LENGTHS, type Length } from '../agents/agent'
import { type Entered, listOf, sharedEntered, textOf, thingOf } from '../form/entered'
import { variableOf } from '../prompts/prompt-entered'
import { ACTIONS, type AutomationFields, type Step } from './automation'

const stepOf = (entered: Entered): Step => ({
  title: textOf(entered.title),
  name: textOf(entered.name),
  action: ACTIONS.find((action) => action === entered.action) ?? 'ask_model',
  text: textOf(entered.text),
  instructions: textOf(entered.instructions),
  length: lengthNamed(entered.length),
})

/** A length by its name; the middle one where it names none. */
export const lengthNamed = (name: unknown): Length =>
  (Object.keys(LENGTHS) as Length[]).find((length) => length === name) ?? 'medium'

/** What a form holds, as an automation's fields; what is empty was left empty. */
export const automationEntered = (entered: Entered): AutomationFields => ({
  ...sharedEntered(entered),
  variables: listOf(entered.variables).map((each) => variableOf(thingOf(each))),
  steps: listOf(entered.steps).map((each) => stepOf(thingOf(each))),
})
