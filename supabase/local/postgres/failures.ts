import { diskIsFull } from './disk-trouble.ts'
import { StartError } from './start-error.ts'

/**
 * Turns what `initdb` or `postgres` wrote before it ended into one line that says what to do.
 *
 * @param output what it wrote to stderr (the end of it is enough)
 */
export function explainFailure(
  output: string,
  place: { dataDir: string; port?: number },
): StartError {
  const { dataDir, port } = place
  if (/could not (resize|create|open) shared memory segment/i.test(output)) {
    return new StartError(
      'Postgres got no shared memory: free some (/dev/shm is full or too small), then start again.',
    )
  }
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return diskIsFull(dataDir)
  }
  if (/Read-only file system|Permission denied/i.test(output)) {
    return new StartError(`Postgres may not write to ${dataDir}: ${lastLine(output)}`)
  }
  if (/could not bind|Address already in use/i.test(output)) {
    return new StartError(
      `Port ${port} is taken: end the program that listens there, or choose another port.`,
    )
  }
  if (
    /database files are incompatible with server|not compatible with this version/i.test(output)
  ) {
    return new StartError(
      `The data in ${dataDir} was made by another version of Postgres: start anew with npm start -- --reset.`,
    )
  }
  return new StartError(`Postgres did not start: ${lastLine(output)}`)
}

/** The last line that says something, without the log's time stamp. */
function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => /FATAL|PANIC|ERROR|error:/i.test(line)).at(-1)
  return (telling ?? lines.at(-1) ?? 'it gave no reason').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '')
}

/**
 * What is told of a Postgres that ran and ended without having been asked to. What it said while it
 * ran may be of anything: only a full disk is read out of its last words.
 *
 * @param how the signal or code that it ended with
 */
export function explainCrash(
  output: string,
  { dataDir, logFile, how }: { dataDir: string; logFile: string; how: string },
): string {
  const last = output.trimEnd().split('\n').slice(-20).join('\n')
  if (/No space left on device|Disk quota exceeded/i.test(last)) return diskIsFull(dataDir).message
  return `Postgres ended by itself (${how}): the end of ${logFile} says more.`
}
