import { expect, test } from 'vitest'
import { tellOfBackup, tellOfRestore } from './tell-of.ts'

const nowhere = 'postgres://postgres@127.0.0.1:1/postgres'

test('a database that is gone by the end takes nothing from a backup or a restore', async () => {
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const kept = { file: '/backups/a.backup', sequence: 1, madeAt: new Date() }
  await tellOfBackup(nowhere, kept, { files: 1, bytes: 2 }, say)
  const about = { format: 1, kind: 'dump', madeAt: '2030-01-01', sequence: 1 } as const
  await tellOfRestore(nowhere, kept.file, { ...about, postgresMajor: '17', migrations: [] }, say)
  expect(said).toEqual([
    expect.stringMatching(
      /^The backup is whole; the audit could not be told of it: There is no way to the database/,
    ),
    expect.stringMatching(
      /^It is restored; the audit could not be told of it: There is no way to the database/,
    ),
  ])
})
