import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import { sweepFiles, sweepObjects } from '~/features/operations/sweep-files.server'
import { readEnv } from '~/platform/env.server'
import { createLog } from '~/platform/log.server'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import { inR2 } from '~/platform/storage/r2-storage.server'
import { type FileGym, fileOf, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
let storage: ObjectStorage
beforeAll(async () => {
  gym = await startFileGym()
  storage = inR2(gym.bucket)
})
afterAll(() => gym?.stop())

function needs() {
  const env = readEnv(gym.app.vars)
  const log = createLog({ job: 'test' }, 'error')
  const run = createRunner(env, () => {})
  return {
    db: openDatabase({ run, claims: null, log, job: true, expectedBatches: 99 }),
    storage,
    log,
  }
}

/** Makes a file look as if nobody had touched it for so many hours. */
async function age(id: string, hours: number): Promise<void> {
  await gym.app.sql.query('alter table public.files disable trigger files_touch')
  await gym.app.sql.query(
    `update public.files set updated_at = now() - make_interval(hours => $2) where id = $1`,
    [id, hours],
  )
  await gym.app.sql.query('alter table public.files enable trigger files_touch')
}

async function begun(hours: number): Promise<string> {
  const item = await gym.item('video', 'draft')
  const fields = { community: 'testfield', item, purpose: 'video', name: 'a.mp4', bytes: '3000' }
  const page = await gym.coach.post('/api/uploads', fields)
  const { id } = JSON.parse(await page.text()) as { id: string }
  await age(id, hours)
  return id
}

async function covered(hours: number): Promise<{ item: string; file: string }> {
  const item = await gym.item('document')
  await gym.upload(gym.coach, item, fileOf(PNG, 'a.png'))
  const file = (await gym.filesOf(item))[0]?.id ?? ''
  await age(file, hours)
  return { item, file }
}

const uncover = (item: string, file: string) =>
  gym.coach.post(gym.path(`admin/files/${item}`), { intent: 'remove', file, purpose: 'cover' })

async function there(id: string): Promise<[row: boolean, object: boolean]> {
  const { rows } = await gym.app.sql.query('select from public.files where id = $1', [id])
  return [rows.length === 1, (await storage.head(id)) !== null]
}

it('sweeps uploads and files that nothing used for a day, and leaves all else', async () => {
  const left = await begun(25)
  const going = await begun(23)
  const used = await covered(9999)
  const unused = await covered(9999)
  await uncover(unused.item, unused.file)
  const fresh = await covered(1)
  await uncover(fresh.item, fresh.file)
  const versioned = await covered(9999)
  await gym.app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [
    versioned.item,
  ])
  await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
    versioned.item,
  ])
  await uncover(versioned.item, versioned.file)

  for (let time = 0; time < 2; time += 1) {
    await sweepFiles(needs())
    expect(await there(left)).toEqual([false, false])
    expect(await there(unused.file)).toEqual([false, false])
    expect((await there(going))[0]).toBe(true)
    for (const kept of [used, fresh, versioned]) {
      expect(await there(kept.file)).toEqual([true, true])
    }
  }
})

it('spares a video’s captions, those of its versions among them', async () => {
  const { item, file } = await covered(9999)
  await uncover(item, file)
  const video = await gym.item('video', 'draft')
  await gym.app.sql.query(
    `insert into public.video_captions (video_id, language, label, file_id)
     values ($1, 'en', 'English', $2)`,
    [video, file],
  )
  await sweepFiles(needs())
  expect(await there(file)).toEqual([true, true])
  await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
    video,
  ])
  await gym.app.sql.query('delete from public.video_captions where video_id = $1', [video])
  await sweepFiles(needs())
  expect(await there(file)).toEqual([true, true])
  await gym.app.sql.query('delete from public.content_versions where item_id = $1', [video])
  await sweepFiles(needs())
  expect(await there(file)).toEqual([false, false])
})

it('deletes what lies in the store without a row, when a day has passed', async () => {
  const orphan = randomUUID()
  await storage.put(orphan, PNG)
  await storage.put('no id of ours', PNG)
  const { file } = await covered(1)
  await sweepObjects(needs())
  expect((await there(orphan))[1]).toBe(true)
  const later = Date.now() + 25 * 3_600_000
  await sweepObjects(needs(), later)
  await sweepObjects(needs(), later)
  expect(await there(orphan)).toEqual([false, false])
  expect(await there(file)).toEqual([true, true])
  expect(await storage.head('no id of ours')).not.toBeNull()
})

it('ends a sweep that was cut off before the store heard of it', async () => {
  const { item, file } = await covered(9999)
  await uncover(item, file)
  const deaf = { ...storage, delete: () => Promise.reject(new Error('cut off')) }
  await expect(sweepFiles({ ...needs(), storage: deaf })).rejects.toThrow('cut off')
  expect(await there(file)).toEqual([false, true])
  await sweepObjects(needs(), Date.now() + 25 * 3_600_000)
  expect(await there(file)).toEqual([false, false])
})
