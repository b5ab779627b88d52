import { agentFormWords } from '~/ui/strings/agent-form'
import { wordsIn } from '~/ui/strings/catalogue'
import type { Part } from '../item'
import { type AgentFields, nameOfModel, titleOfKnown } from './agent'

/** What an agent adds to an item, part by part. */
export function agentParts(
  {
    starterQuestions,
    greeting,
    instructions,
    style,
    temperature,
    length,
    tokens,
    knowledge,
    models,
    cheapestFirst,
    givenAgain,
  }: AgentFields,
  language: string,
): Part[] {
  const { form } = wordsIn(language, agentFormWords)
  return [
    [form.greeting, greeting],
    [form.questions, starterQuestions.filter(Boolean).join('\n')],
    [form.instructions, instructions],
    [form.knowledge, knowledge.map(titleOfKnown).join('\n')],
    [
      form.models,
      [...models.map(nameOfModel), cheapestFirst ? form.cheapestFirst : '']
        .filter(Boolean)
        .join('\n'),
    ],
    [form.style, form.styles[style].name],
    [form.temperature, temperature],
    [form.length, form.lengths[length].name],
    [form.tokens, tokens],
    [form.repeats, givenAgain ? form.givenAgain : ''],
  ]
}
