import { execFile } from 'node:child_process'

export interface RunOptions {
  cwd: string
  /** Milliseconds after which the program is ended. */
  timeoutMs: number
}

/**
 * Runs a program to its end.
 *
 * @throws Error that says in one line why it failed: not there, too slow, or its own last words.
 */
export type RunProgram = (program: string, args: string[], options: RunOptions) => Promise<void>

export const runProgram: RunProgram = (program, args, { cwd, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1 << 24, env: environment() },
      (error, _output, complaints) => {
        process.off('exit', endWithUs)
        if (!error) return resolve()
        const words = complaints.trim().split('\n')
        const last = words.findLast((line) => /error/i.test(line)) ?? words.at(-1) ?? ''
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          reject(new Error(`${program} is not there`))
        } else if (error.killed) {
          reject(new Error(`${program} took longer than ${Math.round(timeoutMs / 1000)} s`))
        } else reject(new Error(`${program} failed: ${last.slice(0, 300)}`))
      },
    )
    const endWithUs = () => child.kill('SIGKILL')
    process.once('exit', endWithUs)
  })

/** The environment without what an `npm start` above us set for its own project. */
function environment(): NodeJS.ProcessEnv {
  const inherited = { ...process.env }
  for (const name of Object.keys(inherited)) {
    if (/^npm_(package|lifecycle)_|^npm_config_(local_prefix|omit|include|prefix)$/.test(name)) {
      delete inherited[name]
    }
  }
  return inherited
}
