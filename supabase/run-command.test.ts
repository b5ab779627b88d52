import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { StartError } from './local/postgres/start-error.ts'
import { inWords } from './run-command.ts'

const ended = (file: string, ...words: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const path = fileURLToPath(new URL(file, import.meta.url))
    execFile(process.execPath, [path, ...words], { timeout: 30_000 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), said: out + err }),
    )
  })

describe('what ends a command', { timeout: 30_000 }, () => {
  it.each([
    'archive/archive.ts',
    'audit/verify.ts',
    'backup/backup.ts',
    'backup/restore.ts',
    'health/health.ts',
    'install.ts',
    'local/start.ts',
    'reseal.ts',
    'roll-back.ts',
  ])('is told in a line where a word of it is wrong: %s', async (file) => {
    const { code, said } = await ended(file, '--wrong')
    expect(code).toBe(1)
    expect(said).toBe(
      "Unknown option '--wrong'. “Running it” in the README says what each command takes.\n",
    )
  })

  it('is told with how it came about where nobody could have known', () => {
    const error = new Error('a bug')
    expect(inWords(error)).toBe(error)
    expect(inWords(new StartError('The disk is full.'))).toBe('The disk is full.')
  })

  const full = 'The disk is full: /data/x could not be written. Free some space, then start again.'
  const forbidden =
    '/data/x may not be read or written: change its rights, or choose another place.'
  it.each<[string, string, string | undefined, string]>([
    ['ENOSPC', 'write', undefined, 'The disk is full. Free some space, then start again.'],
    ['EDQUOT', 'open', '/data/x', full],
    ['EACCES', 'open', '/data/x', forbidden],
    ['EROFS', 'mkdir', '/data/x', forbidden],
  ])('is told in a line where the disk is the trouble: %s in %s', (code, syscall, path, line) => {
    const error = Object.assign(new Error(`${code}: raw`), { code, syscall, path })
    expect(inWords(error)).toBe(line)
  })

  it('is not laid on the disk where a port or a program was refused', () => {
    for (const syscall of ['listen', 'spawn npm']) {
      const refused = { code: 'EACCES', syscall, path: 'npm' }
      const error = Object.assign(new Error('raw'), refused)
      expect(inWords(error)).toBe(error)
    }
  })
})
