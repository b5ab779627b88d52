/** Failures one after another after which a model is left alone for a while. */
const FAILURES = 3
/** Milliseconds for which it is; then one question tries it. */
const REST_MS = 30_000

interface Circuit {
  failures: number
  /** When it may be asked again, milliseconds since the epoch. */
  closedAt: number
}

/**
 * Remembers which models fail, so that people don't wait for one that is down while another is there.
 * It knows what this isolate has seen: on the edge each one learns by itself.
 */
export class CircuitBreaker {
  readonly #circuits = new Map<string, Circuit>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Whether the model may be asked. After its rest one is let through, and others when that went well. */
  lets(model: string): boolean {
    const circuit = this.#circuits.get(model)
    if (!circuit || circuit.failures < FAILURES) return true
    if (this.#now() < circuit.closedAt) return false
    circuit.closedAt = this.#now() + REST_MS
    return true
  }

  /** The models that are left alone now. */
  resting(): string[] {
    return [...this.#circuits]
      .filter(([, { failures, closedAt }]) => failures >= FAILURES && this.#now() < closedAt)
      .map(([model]) => model)
  }

  answered(model: string): void {
    this.#circuits.delete(model)
  }

  failed(model: string): void {
    const failures = (this.#circuits.get(model)?.failures ?? 0) + 1
    this.#circuits.set(model, { failures, closedAt: this.#now() + REST_MS })
  }
}
