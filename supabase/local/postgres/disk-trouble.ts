import { StartError } from './start-error.ts'

const FULL = ['ENOSPC', 'EDQUOT']
const FORBIDDEN = ['EACCES', 'EROFS']

/**
 * What a full disk, or one that may not be written, is told as: one line that names the place.
 *
 * @param place where it happened, since Node does not always say: a failed write names no file
 * @returns undefined for any other error
 */
export function diskTrouble(error: unknown, place?: string): StartError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', path, syscall = '' } = error as NodeJS.ErrnoException
  const where = place ?? path
  if (FULL.includes(code)) return diskIsFull(where)
  // Ports and programs are refused by the same code.
  const isOfAFile = where !== undefined && !/^(spawn|listen|bind|connect)/.test(syscall)
  if (!FORBIDDEN.includes(code) || !isOfAFile) return undefined
  return new StartError(
    `${where} may not be read or written: change its rights, or choose another place.`,
  )
}

/** What is told of a disk without room. */
export function diskIsFull(place?: string): StartError {
  const where = place === undefined ? '' : `: ${place} could not be written`
  return new StartError(`The disk is full${where}. Free some space, then start again.`)
}
