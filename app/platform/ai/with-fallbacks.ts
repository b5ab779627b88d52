import { AppError } from '../errors'
import { CircuitBreaker } from './circuit-breaker'
import type { Model, ModelPart, ModelRequest } from './model'

/** What passes, so that it tells how a model does. */
const PASSING: ReadonlySet<string> = new Set(['ai.unreachable', 'ai.slow', 'ai.overloaded'])
/** What is wrong with a model rather than with the question; another one may take more in. */
const ITS_OWN: ReadonlySet<string> = new Set(['ai.refused', 'ai.cut-off', 'ai.too-long'])
/** Milliseconds within which a first try must have failed for a second one to be worth its wait. */
const QUICK_MS = 2_000
/** Milliseconds before the second try: at least, and at most. */
const PAUSE_MS = [250, 750] as const

/** One for all answers of an isolate. */
const shared = new CircuitBreaker()

/** What a circuit is known by: what one key meets with, its own limits say, is no news of another's. */
const circuitOf = (
  { provider, name, key = '' }: Pick<Model, 'provider' | 'name' | 'key'>,
  nth: number,
) => JSON.stringify([provider, name, key, nth])

/** The models that this isolate leaves alone now, whatever key they are asked with. */
export function restingModels(breaker = shared): Pick<Model, 'provider' | 'name'>[] {
  return breaker.resting().map((circuit) => {
    const [provider, name] = JSON.parse(circuit) as [Model['provider'], string]
    return { provider, name }
  })
}

interface Options {
  breaker?: CircuitBreaker
  /** Milliseconds since the epoch. */
  now?: () => number
  sleep?: (ms: number) => Promise<void>
  /** 0 to 1. */
  random?: () => number
}

/**
 * A model that others stand in for: one that can't be reached, is overloaded, refuses or takes too long
 * for its first word hands the question on, as long as nothing of its answer was given. The last one,
 * where it is overloaded, is asked again once, after a moment that differs from caller to caller; whoever
 * broke off or said nothing may have begun to count, and is not.
 *
 * Who answers is told by a part of its own, before the first word of a stand-in, whose label says in
 * whose place it answered.
 */
export function withFallbacks(models: readonly [Model, ...Model[]], options: Options = {}): Model {
  const [first, ...others] = models
  const chain = [first, ...others.map((model) => standingIn(model, first))]
  return { ...first, stream: (request, signal) => ask(chain, request, signal, options) }
}

const standingIn = (model: Model, first: Model): Model => ({
  ...model,
  label: `${model.label}, in place of ${first.label}`,
})

async function* ask(
  chain: readonly Model[],
  request: ModelRequest,
  signal: AbortSignal,
  {
    breaker = shared,
    now = Date.now,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random = Math.random,
  }: Options,
): AsyncGenerator<ModelPart, void, undefined> {
  const places = chain.map((model, nth) => ({ model, key: circuitOf(model, nth) }))
  const queue = places.filter(({ key }, nth) => breaker.lets(key) || nth === chain.length - 1)
  let again = true
  let why = 'ai.resting'
  for (let place = queue.shift(); place; place = queue.shift()) {
    const { model, key } = place
    const askedAt = now()
    let spoke = false
    try {
      for await (const part of model.stream(request, signal)) {
        if (!spoke && part.type === 'text') {
          spoke = true
          breaker.answered(key)
          if (model !== chain[0]) yield { type: 'model', by: model, why }
        }
        yield part
      }
      return
    } catch (error) {
      if (spoke || signal.aborted || !(error instanceof AppError)) throw error
      why = error.code
      if (PASSING.has(error.code)) breaker.failed(key)
      else if (!ITS_OWN.has(error.code)) throw error
      if (queue.length > 0) continue
      const soon = now() - askedAt < QUICK_MS && (error.retryAfter ?? 0) * 1000 < QUICK_MS
      if (!again || !soon || error.code !== 'ai.overloaded') throw error
      again = false
      const [least, most] = PAUSE_MS
      await sleep(least + random() * (most - least))
      signal.throwIfAborted()
      queue.push(place)
    }
  }
}
