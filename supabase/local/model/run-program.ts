import { runGroup } from '../run-group.ts'

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

export const runProgram: RunProgram = async (program, args, { cwd, timeoutMs }) => {
  const options = { cwd, timeoutMs, env: environment() }
  const end = await runGroup(program, args, options).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `${program} is not there` : error.message)
  })
  if (end.code === 0) return
  if (end.tooSlow) throw new Error(`${program} took longer than ${Math.round(timeoutMs / 1000)} s`)
  const words = end.complaints.trim().split('\n')
  const last = words.findLast((line) => /error/i.test(line)) ?? words.at(-1) ?? ''
  throw new Error(`${program} failed: ${last.slice(0, 300)}`)
}

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
