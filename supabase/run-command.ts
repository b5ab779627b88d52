import { diskTrouble } from './local/postgres/disk-trouble.ts'
import { StartError } from './local/postgres/start-error.ts'

/**
 * What a command says of what ended it: one line where whoever typed it can put it right, else all
 * that is known.
 */
export function inWords(error: unknown): unknown {
  if (error instanceof StartError) return error.message
  const trouble = diskTrouble(error)
  if (trouble) return trouble.message
  if (!(error instanceof Error && 'code' in error)) return error
  if (!`${error.code}`.startsWith('ERR_PARSE_ARGS_')) return error
  // Node goes on with how to write a word that begins with a dash.
  const [what] = error.message.split(/\.\s/)
  return `${what?.replace(/\.$/, '')}. “Running it” in the README says what each command takes.`
}

/** Runs a command: what it tells goes to the terminal, and what ended it decides its exit code. */
export async function runCommand(
  command: (say: (line: string) => void) => Promise<unknown>,
): Promise<void> {
  try {
    await command((line) => console.log(line))
  } catch (error) {
    console.error(inWords(error))
    process.exitCode = 1
  }
}
