import { blanksIn } from '~/platform/blanks'
import type { Length } from '../agents/agent'
import { ITEM_LIMITS, type ItemFields } from '../item'
import type { Variable } from '../prompts/prompt-fields'

/** What a step can do. The database knows more: the others are offered when something runs them. */
export const ACTIONS = ['ask_model', 'fill_prompt'] as const
export type Action = (typeof ACTIONS)[number]

/** The most that an automation may hold; texts in characters as people count them. */
export const LIMITS = {
  ...ITEM_LIMITS,
  stepTitle: 120,
  text: 10_000,
  instructions: 4_000,
  steps: 20,
  variables: 20,
  /** UTF-8 of all questions together, as they are stored. */
  questionBytes: 15_000,
} as const

export interface Step {
  /** What members read above its result. */
  title: string
  /** The word for its result in later steps: `{{name}}`. */
  name: string
  action: Action
  /** With `{{blanks}}`: what the model is asked, or the prompt that is filled. */
  text: string
  /** For a model: how it answers. */
  instructions: string
  length: Length
}

/** What a coach decides about an automation. It is started by hand. */
export interface AutomationFields extends ItemFields {
  /** What is asked at the start. */
  variables: Variable[]
  steps: Step[]
}

/** What is wrong in a step: the code may name what it is about, as `text.later:draft`. */
export interface StepProblem {
  at: number
  field: 'name' | 'text' | 'instructions'
  code: string
}

/**
 * Whether every step has what it needs: a blank is filled by a question or by the result of a step
 * before. Results only ever travel forward, so there is no loop.
 */
export function stepProblems(
  variables: Pick<Variable, 'name'>[],
  steps: Pick<Step, 'name' | 'action' | 'text' | 'instructions'>[],
): StepProblem[] {
  const asked = variables.map(({ name }) => name)
  const results = steps.map(({ name }) => name)
  return steps.flatMap((step, at) => {
    const before = results.slice(0, at)
    const known = new Set([...asked, ...before])
    const problems: StepProblem[] = known.has(step.name)
      ? [{ at, field: 'name', code: 'name.taken' }]
      : []
    for (const field of fieldsOf(step.action)) {
      const lost = blanksIn(step[field]).find((name) => !known.has(name))
      if (lost === undefined) continue
      const why = lost === step.name ? 'itself' : results.includes(lost) ? 'later' : 'unknown'
      problems.push({ at, field, code: `blank.${why}:${lost}` })
    }
    return problems
  })
}

/** The texts with blanks that a step has. */
const fieldsOf = (action: Action) =>
  action === 'ask_model' ? (['text', 'instructions'] as const) : (['text'] as const)

/** The blanks of all steps that neither a question nor any step fills. */
export function missingQuestions({
  variables,
  steps,
}: Pick<AutomationFields, 'variables' | 'steps'>): string[] {
  const known = new Set([...variables, ...steps].map(({ name }) => name))
  const blanks = steps.flatMap((step) =>
    fieldsOf(step.action).flatMap((field) => blanksIn(step[field])),
  )
  return [...new Set(blanks)].filter((name) => !known.has(name))
}

/** A word for the result of one more step. */
export function freeName({ variables, steps }: Pick<AutomationFields, 'variables' | 'steps'>) {
  const taken = new Set([...variables, ...steps].map(({ name }) => name))
  let n = steps.length + 1
  while (taken.has(`step_${n}`)) n += 1
  return `step_${n}`
}

/** A step that nobody has said anything about yet. */
export const emptyStep = (name: string): Step => ({
  title: '',
  name,
  action: 'ask_model',
  text: '',
  instructions: '',
  length: 'medium',
})
