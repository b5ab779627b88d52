import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'

/** What a run of Vitest came to. */
export interface Outcome {
  passed: number
  skipped: number
  /** Names of the tests that failed, and of what failed outside any test. */
  failed: string[]
  /** Names of the tests that failed first and passed when tried again. */
  unsteady: string[]
}

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`

/** Writes what a run came to, names included, into the file that `TEST_OUTCOME` names. */
export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: readonly SerializedError[]): void {
    const file = process.env.TEST_OUTCOME
    if (!file) throw new Error('TEST_OUTCOME names no file')
    const outcome: Outcome = { passed: 0, skipped: 0, failed: [], unsteady: [] }
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) {
        outcome.failed.push(`${module.relativeModuleId} (the file itself)`)
      }
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) {
          outcome.failed.push(`${module.relativeModuleId} > ${suite.fullName} (around its tests)`)
        }
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') outcome.passed += 1
        else if (state === 'failed') outcome.failed.push(nameOf(test))
        else outcome.skipped += 1
        if (state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0) {
          outcome.unsteady.push(nameOf(test))
        }
      }
    }
    for (const { name, message } of outside)
      outcome.failed.push(`outside tests: ${name}: ${message}`)
    writeFileSync(file, JSON.stringify(outcome))
  }
}
