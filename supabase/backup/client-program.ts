import { type ChildProcess, spawn } from 'node:child_process'

/** One of Postgres's client programs, running. */
export interface ClientProgram {
  child: ChildProcess
  /** Settles with its exit code, or null when it was ended or could not be started. */
  ended: Promise<number | null>
  /** What it complained of, in one line. */
  complaint(): string
}

/** Where a program connects to. The password goes by the environment: a command line is public. */
export function connectionFor(databaseUrl: string): { words: string[]; env: NodeJS.ProcessEnv } {
  const address = new URL(databaseUrl)
  const password = decodeURIComponent(address.password)
  address.password = ''
  return {
    words: ['--no-password', `--dbname=${address.href}`],
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}), PGCONNECT_TIMEOUT: '10' },
  }
}

export function startProgram(
  program: string,
  words: string[],
  env: NodeJS.ProcessEnv = process.env,
): ClientProgram {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], env })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8_000)
  })
  // Whoever closed their end says why on stderr.
  child.stdin.on('error', () => {})
  const ended = new Promise<number | null>((done) => {
    child.once('close', done)
    child.once('error', (error) => {
      said += error.message
      done(null)
    })
  })
  return { child, ended, complaint: () => telling(said) }
}

/** The first line that tells of an error, without the program's name and place before it. */
function telling(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const line = lines.find((each) => /\b(error|fatal)\b/i.test(each)) ?? lines.at(-1)
  return (line ?? 'it gave no reason')
    .replace(/^\S*(pg_dump|pg_restore|psql)\S*:\s*(<stdin>:\d+: )?/, '')
    .trim()
}
