import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bucketFile } from '../../../supabase/backup/bucket-file.ts'
import { findKey, keyFileOf } from '../../../supabase/backup/key.ts'
import { makeBackup } from '../../../supabase/backup/make-backup.ts'
import { copyCluster } from '../../../supabase/backup/physical.ts'
import { restoreBackup } from '../../../supabase/backup/restore-backup.ts'
import { copySignedHeads } from '../../../supabase/backup/stored-files.ts'
import { ask, type Installation, startInstallation } from './installation.ts'

const heads = `buckets/${bucketFile('ai-gym-audit-heads')}`

let here: Installation
beforeAll(async () => {
  here = await startInstallation('migrated')
})
afterAll(async () => here?.remove())

test('the audit’s places are held while its heads are copied, and no longer when the copy is written away', async () => {
  const { dataDir, postgres } = here
  mkdirSync(dirname(join(dataDir, heads)), { recursive: true })
  const index = new DatabaseSync(join(dataDir, heads))
  index.exec(`create table kept (word text); insert into kept values ('a head')`)
  index.close()
  const held = () =>
    ask(
      postgres.superuserUrl,
      `select from pg_locks where mode = 'ShareLock' and granted
         and relation = 'private.audit_tips'::regclass`,
    )
  const cluster = join(dataDir, 'postgres', 'data')
  let whileCopied = 0
  const entries = copyCluster(postgres.superuserUrl, cluster, async (client, scratch) => {
    const copies = await copySignedHeads(client, dataDir, scratch)
    whileCopied = (await held()).length
    return copies
  })
  let bytes = Buffer.alloc(0)
  for await (const { path, body } of entries) {
    for await (const piece of body ?? []) {
      if (path !== heads) continue
      expect(await held()).toEqual([])
      bytes = Buffer.concat([bytes, piece])
    }
  }
  expect(whileCopied).toBe(1)
  expect(bytes.includes('a head')).toBe(true)
})

test('an audit that can’t be told of a backup or its restore takes nothing from either', async () => {
  const { root, dataDir, postgres } = here
  await ask(
    postgres.postgresUrl,
    `create function private.hear_nothing() returns trigger language plpgsql as
       $$begin raise 'no ear'; end$$;
     create trigger hear_nothing before insert on public.security_audit
       for each row when (new.action like 'backup.%') execute function private.hear_nothing()`,
  )
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const made = await makeBackup({ dataDir, say })
  expect(said).toContain('The backup is whole; the audit could not be told of it: no ear')
  const key = findKey({ env: {}, keyFile: keyFileOf(dataDir) })
  await restoreBackup({ file: made.file, key, dataDir: join(root, 'other'), say })
  expect(said.at(-1)).toBe('It is restored; the audit could not be told of it: no ear')
})
