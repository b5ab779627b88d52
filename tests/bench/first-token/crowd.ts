import type { Script } from '../../fixtures/scripted-provider.ts'
import { quantile } from '../growth/measure.ts'

/** The first word of what the provider says. */
export const WORD = 'firstword'

/** An answer as a model gives it: the first word at once, the others at reading speed. */
export const ANSWER: Script = async (answer) => {
  await answer.say(`${WORD} `)
  for (let word = 0; word < 10; word += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    await answer.say(`and ${word} `)
  }
  await answer.finish()
}

/** Asks as one of the people; resolves, when the answer has ended, to the milliseconds to its first word. */
export type AskAs = (person: number) => Promise<number>

export interface CrowdTimes {
  p50: number
  p95: number
  /** Who got no answer. */
  failed: number
}

/** How long so many people who ask at once wait for their first word. */
export async function askAtOnce(people: number, rounds: number, ask: AskAs): Promise<CrowdTimes> {
  const times: number[] = []
  let failed = 0
  for (let round = 0; round < rounds; round += 1) {
    const asked = await Promise.allSettled(Array.from({ length: people }, (_, at) => ask(at)))
    for (const each of asked) {
      if (each.status === 'fulfilled') times.push(each.value)
      else failed += 1
    }
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), failed }
}
