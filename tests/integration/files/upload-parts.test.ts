import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PART_BYTES } from '~/platform/storage/object-storage'
import { ORIGIN } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { type FileGym, MP4_HEAD, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())

interface Begun {
  id: string
  parts: number[]
  partBytes: number
  stored: boolean
}

const json = async (page: { text(): Promise<string> }) => JSON.parse(await page.text())

async function begin(item: string, bytes: number, more: Record<string, string> = {}) {
  const page = await gym.coach.post('/api/uploads', {
    ...{ community: 'testfield', item, purpose: 'video', name: 'film.mp4', bytes: String(bytes) },
    ...more,
  })
  return { status: page.status, ...((await json(page)) as Begun & { code?: string }) }
}

async function part(id: string, number: number, body: Uint8Array, by: TestBrowser = gym.coach) {
  const address = `${ORIGIN}/api/uploads/${id}/parts?number=${number}&purpose=video`
  const page = await by.send(
    new Request(address, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'application/octet-stream' },
      body: body as BodyInit,
    }),
  )
  return { status: page.status, ...((await json(page)) as { code?: string }) }
}

async function end(id: string, item: string, intent = 'finish', purpose = 'video') {
  const fields = { intent, community: 'testfield', item, purpose }
  const page = await gym.coach.post(`/api/uploads/${id}`, fields)
  return { status: page.status, ...((await json(page)) as { code?: string }) }
}

const state = async (id: string, by: TestBrowser = gym.coach) => {
  const page = await by.get(`/api/uploads/${id}`)
  return { status: page.status, ...((await json(page)) as Begun) }
}

const film = (bytes: number) => Buffer.concat([MP4_HEAD, randomBytes(bytes - MP4_HEAD.length)])
const cut = (whole: Buffer, number: number) =>
  whole.subarray((number - 1) * PART_BYTES, number * PART_BYTES)

describe('an upload in parts', () => {
  it('dies at every tenth, goes on, and is whole', async () => {
    const item = await gym.item('video', 'draft')
    const whole = film(9 * PART_BYTES + 1234)
    const { id, partBytes } = await begin(item, whole.length)
    expect(partBytes).toBe(PART_BYTES)
    for (let number = 1; number <= 10; number += 1) {
      // It dies in the middle of a part: half of one is none.
      const half = cut(whole, number).subarray(0, 600)
      expect(await part(id, number, half)).toMatchObject({ status: 422, code: 'upload.part' })
      const { parts, stored } = await state(id)
      expect(parts).toEqual(Array.from({ length: number - 1 }, (_, at) => at + 1))
      expect(stored).toBe(false)
      expect(await part(id, number, cut(whole, number))).toMatchObject({ status: 200 })
    }
    expect(await end(id, item)).toMatchObject({ status: 200 })
    expect(await gym.filesOf(item)).toMatchObject([
      {
        id,
        name: 'film.mp4',
        media_type: 'video/mp4',
        bytes: whole.length,
        state: 'stored',
        sha256: createHash('sha256').update(whole).digest('hex'),
      },
    ])
  })

  it('ends once, though the answer was lost and it is ended again', async () => {
    const item = await gym.item('video', 'draft')
    const whole = film(3000)
    const { id } = await begin(item, whole.length)
    await part(id, 1, whole)
    expect((await end(id, item)).status).toBe(200)
    expect((await end(id, item)).status).toBe(200)
    expect(await gym.filesOf(item)).toHaveLength(1)
    expect(await state(id)).toMatchObject({ stored: true })
  })

  it('ends, though it was cut off between the storage and the database', async () => {
    const item = await gym.item('video', 'draft')
    const whole = film(3000)
    const { id } = await begin(item, whole.length)
    await part(id, 1, whole)
    const { rows } = await gym.app.sql.query(
      'select upload_id, part_tags from public.files where id = $1',
      [id],
    )
    const upload = gym.bucket.resumeMultipartUpload(id, rows[0].upload_id)
    await upload.complete([{ partNumber: 1, etag: rows[0].part_tags[0] }])
    expect((await end(id, item)).status).toBe(200)
    expect(await gym.filesOf(item)).toMatchObject([{ bytes: 3000, state: 'stored' }])
  })

  it('that has a hole does not end', async () => {
    const item = await gym.item('video', 'draft')
    const whole = film(2 * PART_BYTES + 5)
    const { id } = await begin(item, whole.length)
    await part(id, 3, cut(whole, 3))
    await part(id, 1, cut(whole, 1))
    expect(await state(id)).toMatchObject({ parts: [1, 3] })
    expect(await end(id, item)).toMatchObject({ status: 409, code: 'upload.incomplete' })
    await part(id, 2, cut(whole, 2))
    expect((await end(id, item)).status).toBe(200)
  })

  it('of what is no video is refused with its first part', async () => {
    const item = await gym.item('video', 'draft')
    const { id } = await begin(item, 6 * PART_BYTES)
    const words = Buffer.alloc(PART_BYTES, 'I am a film. ')
    expect(await part(id, 1, words)).toMatchObject({ status: 422, code: 'file.type' })
    expect(await state(id)).toMatchObject({ parts: [] })
  })

  it('that is used as what it is not is refused at its end, and forgotten', async () => {
    const item = await gym.item('video', 'draft')
    const whole = film(3000)
    const { id } = await begin(item, whole.length)
    await part(id, 1, whole)
    expect(await end(id, item, 'finish', 'cover')).toMatchObject({ status: 422, code: 'file.type' })
    expect((await state(id)).status).toBe(404)
    expect(await gym.bucket.head(id)).toBeNull()
    expect(await gym.filesOf(item)).toEqual([])
  })

  it.each<[string, Record<string, string>, number, string]>([
    ['of nothing', { bytes: '0' }, 422, 'file.empty'],
    ['of too much', { bytes: String(2 ** 40) }, 413, 'file.too-large'],
    ['of no number', { bytes: 'many' }, 422, 'invalid'],
    ['for no purpose', { purpose: 'constructor' }, 422, 'invalid'],
    ['for no item', { item: 'none' }, 404, 'not-found'],
    ['for another community', { community: 'elsewhere' }, 404, 'not-found'],
  ])('%s does not begin', async (_what, fields, status, code) => {
    const item = await gym.item('video', 'draft')
    expect(await begin(item, 100, fields)).toMatchObject({ status, code })
  })

  it('is given up by who began it, twice if need be', async () => {
    const item = await gym.item('video', 'draft')
    const { id } = await begin(item, 100)
    expect((await end(id, item, 'drop')).status).toBe(200)
    expect(await end(id, item, 'drop')).toMatchObject({ status: 404, code: 'upload.not-found' })
    expect((await state(id)).status).toBe(404)
  })

  it('is nobody else’s: not another coach’s, a member’s, a stranger’s or a visitor’s', async () => {
    const item = await gym.item('video', 'draft')
    const { id } = await begin(item, 3000)
    for (const other of [gym.otherCoach, gym.member, gym.stranger]) {
      expect((await state(id, other)).status).toBe(404)
      expect((await part(id, 1, film(3000), other)).status).toBe(404)
    }
    expect((await part(id, 1, film(3000), gym.app.visitor())).status).toBe(401)
  })

  it('of a member does not begin at all', async () => {
    const item = await gym.item('video')
    const fields = { community: 'testfield', item, purpose: 'cover', name: 'a.png' }
    const page = await gym.member.post('/api/uploads', { ...fields, bytes: String(PNG.length) })
    expect(page.status).toBe(403)
  })

  it('may have a part as large as a part, and nothing larger', async () => {
    const item = await gym.item('video', 'draft')
    const { id } = await begin(item, PART_BYTES)
    expect((await part(id, 1, film(PART_BYTES))).status).toBe(200)
    const page = await gym.coach.send(
      new Request(`${ORIGIN}/api/uploads/${id}/parts?number=1&purpose=video`, {
        method: 'POST',
        headers: { origin: ORIGIN },
        body: film(PART_BYTES + 1) as unknown as BodyInit,
      }),
    )
    expect(page.status).toBe(413)
  })
})
