import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../../supabase/backup/archive.ts'
import { backUp } from '../../../supabase/backup/backup.ts'
import { madeEntry } from '../../../supabase/backup/files.ts'
import { findKey, keyFileOf } from '../../../supabase/backup/key.ts'
import { type MadeBackup, makeBackup } from '../../../supabase/backup/make-backup.ts'
import { restore } from '../../../supabase/backup/restore.ts'
import { restoreBackup } from '../../../supabase/backup/restore-backup.ts'
import { takeLock } from '../../../supabase/local/postgres/lock.ts'
import {
  ask,
  hashFolder,
  hashTables,
  type Installation,
  startInstallation,
  startOn,
} from './installation.ts'

const silent = () => {}

describe('what a backup or a restore refuses', { timeout: 120_000 }, () => {
  let here: Installation
  let made: MadeBackup
  let key: Buffer
  let good: Record<string, string>
  beforeAll(async () => {
    here = await startInstallation('migrated')
    made = await makeBackup({ dataDir: here.dataDir, env: {}, say: silent })
    key = findKey({ env: {}, keyFile: keyFileOf(here.dataDir) })
    good = await hashTables(here.postgres.superuserUrl)
  })
  afterAll(async () => here?.remove())

  const oneLine = (pattern: RegExp) => new RegExp(`^(?!.*\\n)${pattern.source}`)

  test('to restore onto an installation that runs', async () => {
    const restoring = restoreBackup({
      ...{ file: made.file, key, dataDir: here.dataDir, replace: true, say: silent },
    })
    await expect(restoring).rejects.toThrow(oneLine(/AI GYM is running on .* end it first/))
    expect(await hashTables(here.postgres.superuserUrl)).toEqual(good)
  })

  describe('onto data that is there', () => {
    let filled: string
    let before: Record<string, string>
    beforeAll(async () => {
      filled = join(here.root, 'filled')
      await restoreBackup({ file: made.file, key, dataDir: filled, say: silent })
      const postgres = await startOn(filled)
      await ask(
        postgres.postgresUrl,
        `insert into public.communities (slug, name) values ('a', 'A')`,
      )
      await postgres.stop()
      before = hashFolder(filled)
    })

    const attempt = (file: string, with_ = key) =>
      restoreBackup({ file, key: with_, dataDir: filled, replace: true, say: silent })
    function untouched() {
      expect(hashFolder(filled)).toEqual(before)
      expect(readdirSync(here.root).filter((name) => /restoring|before/.test(name))).toEqual([])
    }

    test('unless told', async () => {
      const restoring = restoreBackup({ file: made.file, key, dataDir: filled, say: silent })
      await expect(restoring).rejects.toThrow(
        oneLine(/There is data in .* already\. With --replace/),
      )
      untouched()
    })

    test('a folder that holds anything else is data too', async () => {
      const folder = join(here.root, 'pictures')
      mkdirSync(folder)
      writeFileSync(join(folder, 'a.png'), 'a picture')
      const restoring = restoreBackup({ file: made.file, key, dataDir: folder, say: silent })
      await expect(restoring).rejects.toThrow(/There is data in/)
      expect(readdirSync(folder)).toEqual(['a.png'])
    })

    test('from a backup that was cut off', async () => {
      const file = join(here.root, 'cut.backup')
      const bytes = readFileSync(made.file)
      for (const part of [0.1, 0.5, 0.99]) {
        writeFileSync(file, bytes.subarray(0, bytes.length * part))
        await expect(attempt(file)).rejects.toThrow(
          oneLine(/The backup cut\.backup is not whole: its end is missing/),
        )
      }
      untouched()
    })

    test('from a backup that was altered', async () => {
      const file = join(here.root, 'altered.backup')
      const bytes = readFileSync(made.file)
      const middle = Math.floor(bytes.length / 2)
      bytes[middle] = (bytes[middle] ?? 0) ^ 0x10
      writeFileSync(file, bytes)
      await expect(attempt(file)).rejects.toThrow(
        oneLine(/The backup altered\.backup was altered after it was made \(part \d+\)/),
      )
      untouched()
    })

    test('with another key', async () => {
      await expect(attempt(made.file, randomBytes(32))).rejects.toThrow(
        oneLine(/The key does not fit aigym-/),
      )
      untouched()
    })

    test('from no backup at all', async () => {
      await expect(attempt(join(here.root, 'nothing'))).rejects.toThrow(
        oneLine(/There is no backup .*nothing/),
      )
      writeFileSync(join(here.root, 'zip'), 'PK')
      await expect(attempt(join(here.root, 'zip'))).rejects.toThrow(/is no backup of AI GYM/)
      untouched()
    })

    test('from a backup of another Postgres, or of a hosted database', async () => {
      const about = { format: 1 as const, madeAt: '', sequence: 1, migrations: [] as string[] }
      const file = join(here.root, 'other.backup')
      const write = (kind: 'physical' | 'dump', postgresMajor: string) =>
        writeArchive({ file, key, about: { ...about, kind, postgresMajor }, entries: none() })
      await write('physical', '16')
      await expect(attempt(file)).rejects.toThrow(/was made with Postgres 16, and this is 17/)
      await write('dump', '17')
      await expect(attempt(file)).rejects.toThrow(/is of a hosted database/)
      // Files on which no Postgres starts: found out before anything changes places.
      await write('physical', '17')
      await expect(attempt(file)).rejects.toThrow()
      untouched()
    })

    test('told so, it takes the place of the data, which is laid aside whole', async () => {
      const now = () => new Date('2026-11-21T10:00:00Z')
      const { aside } = await restoreBackup({
        ...{ file: made.file, key, dataDir: filled, replace: true, say: silent, now },
      })
      expect(aside).toBe(`${filled}.before-20261121T100000Z`)
      const moved = Object.fromEntries(
        Object.entries(before).map(([file, hash]) => [file.replace(filled, aside ?? ''), hash]),
      )
      expect(hashFolder(aside ?? '')).toEqual(moved)
      for (const [dataDir, communities] of [
        [filled, 0],
        [aside ?? '', 1],
      ] as const) {
        const postgres = await startOn(dataDir)
        try {
          expect(await ask(postgres.postgresUrl, 'select from public.communities')).toHaveLength(
            communities,
          )
        } finally {
          await postgres.stop()
        }
      }
    })
  })

  describe('a disk that fills', () => {
    const shelf = () => readdirSync(join(here.root, 'backups')).sort()

    test('while the bytes are written: one line, and no half file', async () => {
      const before = shelf()
      let room = 300_000
      const openFile = (path: string) => {
        writeFileSync(path, 'the first bytes')
        return new Writable({
          write(chunk: Buffer, _encoding, done) {
            room -= chunk.length
            done(room < 0 ? Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }) : null)
          },
        })
      }
      const making = makeBackup({ dataDir: here.dataDir, env: {}, say: silent, openFile })
      await expect(making).rejects.toThrow(oneLine(/The disk is full: .*backups has no room/))
      expect(room).toBeLessThan(0)
      expect(shelf()).toEqual(before)
      // The log that was kept for it is given back.
      expect(
        await ask(here.postgres.superuserUrl, 'select from pg_replication_slots'),
      ).toHaveLength(0)
      expect(await hashTables(here.postgres.superuserUrl)).toEqual(good)
    })

    test('in truth, on a small file system', async (context) => {
      const small = join(here.root, 'small')
      mkdirSync(small)
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small])
      if (mounted.status !== 0) context.skip('this user may not mount a file system')
      try {
        const making = makeBackup({ dataDir: here.dataDir, folder: small, env: {}, say: silent })
        await expect(making).rejects.toThrow(oneLine(/The disk is full/))
        expect(readdirSync(small)).toEqual([])
        // A restore to it fails the same way, and leaves nothing.
        const dataDir = join(small, 'data')
        const restoring = restoreBackup({ file: made.file, key, dataDir, say: silent })
        await expect(restoring).rejects.toThrow(oneLine(/The disk is full/))
        expect(readdirSync(small)).toEqual([])
      } finally {
        spawnSync('umount', [small])
      }
    })
  })

  test('what a killed backup left is cleared by the next one', async () => {
    const folder = join(here.root, 'backups')
    const half = join(folder, 'aigym-000007-20260101T000000Z.backup.partial')
    writeFileSync(half, 'half')
    const next = await makeBackup({ dataDir: here.dataDir, env: {}, say: silent })
    expect(existsSync(half)).toBe(false)
    rmSync(next.file)
  })

  test('two backups at once', async () => {
    const lock = await takeLock(join(here.root, 'backups', '.lock'))
    const making = makeBackup({ dataDir: here.dataDir, env: {}, say: silent })
    await expect(making).rejects.toThrow(oneLine(/A backup is being made already \(process \d+\)/))
    lock.release()
  })

  test('files that lie outside the data folder', async () => {
    const place = join(here.root, 'elsewhere')
    mkdirSync(place, { mode: 0o700 })
    const url = here.postgres.superuserUrl
    await ask(url, `create tablespace elsewhere location '${place}'`)
    try {
      const making = makeBackup({ dataDir: here.dataDir, env: {}, say: silent })
      await expect(making).rejects.toThrow(oneLine(/The tablespace elsewhere lies outside/))
    } finally {
      await ask(url, 'drop tablespace elsewhere')
    }
  })

  test('nothing, where there is nothing', async () => {
    const making = makeBackup({ dataDir: join(here.root, 'no-data'), env: {}, say: silent })
    await expect(making).rejects.toThrow(oneLine(/There is nothing to back up/))
  })

  test('the commands: back up to a folder, check, restore the latest', async () => {
    const lines: string[] = []
    const say = (line: string) => lines.push(line)
    const dataDir = join(here.root, 'by-command')
    const env = { DATA_DIR: dataDir, AIGYM_BACKUP_KEY: key.toString('hex') }
    await restoreBackup({ file: made.file, key, dataDir, say: silent })
    // Not running: it is started for the time of the backup.
    await backUp(['--to', join(here.root, 'shelf')], env, say)
    expect(lines[0]).toMatch(/AI GYM does not run; starting its Postgres/)
    expect(lines[1]).toMatch(/^Backed up \d+ files, [\d.]+ MB, in [\d.]+ s: .*aigym-000001-/)
    expect(existsSync(keyFileOf(dataDir))).toBe(false)

    const file = join(here.root, 'shelf', readdirSync(join(here.root, 'shelf'))[0] ?? '')
    lines.length = 0
    await restore([file, '--check'], env, say)
    expect(lines).toEqual([expect.stringMatching(/is whole: made at .*, migrations up to \d{14}/)])

    mkdirSync(join(here.root, 'backups'), { recursive: true })
    await restore(['latest', '--replace'], env, say)
    expect(lines.at(-1)).toMatch(/^What was there lies in .*by-command\.before-/)
    await expect(restore(['a', 'b'], env, say)).rejects.toThrow(/Name one backup/)
    const alone = { ...env, DATA_DIR: join(here.root, 'deeper', 'data') }
    await expect(restore([], alone, say)).rejects.toThrow(oneLine(/There is no backup in/))
    await expect(restore([file], { DATA_DIR: dataDir }, say)).rejects.toThrow(
      oneLine(/There is no key to open backups with/),
    )
    await expect(backUp([], { ...env, AIGYM_BACKUP_KEY: 'short' }, say)).rejects.toThrow(
      oneLine(/AIGYM_BACKUP_KEY must be 64 hexadecimal digits/),
    )
    copyFileSync(file, join(here.root, 'backups', 'copy.backup'))
    lines.length = 0
    await restore(['copy.backup', '--check'], env, say)
    expect(lines[0]).toMatch(/copy\.backup is whole/)
  })
})

async function* none() {
  yield madeEntry('postgres/data/PG_VERSION', '17\n')
}
