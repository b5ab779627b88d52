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
})
