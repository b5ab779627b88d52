import type { AnswerStatus } from '../answers/answer-job'

/** Where a run of an automation is seen. */
export const runPath = (community: string, automation: string, run: string) =>
  `/c/${community}/automations/${automation}/runs/${run}`

/** A step of a run, as its owner sees it. */
export interface RunStep {
  id: string
  title: string
  action: string
  status: AnswerStatus | 'waiting'
  input: string
  output: string
  /** A code; null where nothing went wrong. */
  failure: string | null
  model: string | null
  /** Nobody touched it for a minute. */
  idle: boolean
}

export type RunState = 'running' | 'complete' | 'stopped' | 'cut_off' | 'failed'

/** How a run stands, from its steps. */
export function runState(steps: Pick<RunStep, 'status' | 'idle'>[]): RunState {
  const over = steps.find(({ status }) => !['complete', 'waiting', 'streaming'].includes(status))
  if (over) return over.status as RunState
  if (steps.every(({ status }) => status === 'complete')) return 'complete'
  if (steps.some(({ status }) => status === 'streaming')) return 'running'
  // Between two steps nobody may be left to begin the next one.
  return steps.every(({ idle }) => idle) ? 'cut_off' : 'running'
}
