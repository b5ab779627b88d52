import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../content/gym'
import { type FileGym, fileOf, MP4_HEAD, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
  await gym.app.sql.query(
    `update public.communities set review_before_publish = true where slug = 'testfield'`,
  )
})
afterAll(() => gym?.stop())

/** An item of the coach's, as another coach has published it, with a cover that was looked at. */
async function reviewed(kind = 'document', status = 'published') {
  const item = await gym.item(kind, 'draft')
  await gym.app.sql.query(
    `update public.content_items set owner_id = (select id from auth.users where email = $2)
     where id = $1`,
    [item, 'coach@testfield.test'],
  )
  // Whoever had it before made it, and that may be the coach who is to look at it.
  await gym.app.sql.query('update public.content_items set author_id = null where id = $1', [item])
  await gym.upload(gym.coach, item, fileOf(PNG, 'seen.png'))
  await gym.app.sql.query('update public.content_items set status = $2 where id = $1', [
    item,
    status,
  ])
  return item
}

async function stateOf(item: string) {
  const { rows } = await gym.app.sql.query(
    'select status, version, publish_at from public.content_items where id = $1',
    [item],
  )
  const files = (await gym.filesOf(item)).map(({ name }) => name)
  return { ...rows[0], files: files.sort() }
}

const pageOf = async (item: string, by = gym.coach) =>
  words(await (await by.get(gym.path(`admin/files/${item}`))).text())

describe('where a second pair of eyes is asked for, what its author changes of a published item’s files', () => {
  it('is told before, and waits for a review when a form brings it', async () => {
    const item = await reviewed()
    expect(await pageOf(item)).toContain('it waits for another coach to look at it')
    expect(await pageOf(item, gym.otherCoach)).toContain('members of a published item see it')
    const page = await gym.upload(gym.coach, item, fileOf('New.', 'new.txt'), 'attachment')
    expect(page.status).toBe(303)
    expect(words(await (await gym.coach.follow(page)).text())).toMatch(
      /new\.txt is added\..*This waits for another coach/,
    )
    expect(await stateOf(item)).toMatchObject({
      status: 'in_review',
      files: ['new.txt', 'seen.png'],
    })
    expect((await gym.member.get(gym.path(`documents/${item}`))).status).toBe(404)
  })

  it('waits for one when a file is taken away, and not when it is gone already', async () => {
    const item = await reviewed()
    const [file] = await gym.filesOf(item)
    const fields = { intent: 'remove', file: file?.id ?? '', purpose: 'attachment' }
    await gym.coach.post(gym.path(`admin/files/${item}`), fields)
    expect((await stateOf(item)).status).toBe('published')
    await gym.coach.post(gym.path(`admin/files/${item}`), { ...fields, purpose: 'cover' })
    expect(await stateOf(item)).toMatchObject({ status: 'in_review', files: [] })
  })

  it('waits for one when parts bring it, from their end on', async () => {
    const item = await reviewed('video')
    const place = { community: 'testfield', item, purpose: 'video' }
    const begun = await gym.coach.post('/api/uploads', {
      ...{ ...place, name: 'film.mp4', bytes: String(MP4_HEAD.length) },
    })
    const { id } = JSON.parse(await begun.text()) as { id: string }
    const origin = 'http://127.0.0.1:8787'
    await gym.coach.send(
      new Request(`${origin}/api/uploads/${id}/parts?number=1&purpose=video`, {
        method: 'POST',
        headers: { origin },
        body: MP4_HEAD,
      }),
    )
    expect((await stateOf(item)).status).toBe('published')
    const ended = await gym.coach.post(`/api/uploads/${id}`, { intent: 'finish', ...place })
    expect(ended.status).toBe(200)
    expect(await stateOf(item)).toMatchObject({
      status: 'in_review',
      files: ['film.mp4', 'seen.png'],
    })
  })

  it('is nothing that a reviewer waves through who saw it without', async () => {
    const item = await reviewed('document', 'in_review')
    await gym.app.sql.query(`update public.documents set body = 'Words.' where id = $1`, [item])
    const { version } = await stateOf(item)
    await gym.upload(gym.coach, item, fileOf(PNG, 'unseen.png'))
    const path = gym.path(`admin/documents/${item}`)
    const fields = { title: `Seen ${item}`, summary: '', body: 'Words.', intent: 'publish' }
    const page = await gym.otherCoach.post(path, { ...fields, version: String(version) })
    expect(page.status).toBe(409)
    expect((await stateOf(item)).status).toBe('in_review')
  })

  it('goes out by itself no more', async () => {
    const item = await reviewed('document', 'in_review')
    await gym.app.sql.query(
      `update public.content_items set publish_at = now() + interval '1 day' where id = $1`,
      [item],
    )
    await gym.upload(gym.coach, item, fileOf(PNG, 'unseen.png'))
    expect(await stateOf(item)).toMatchObject({ status: 'in_review', publish_at: null })
  })

  it('holds at once where another coach changes it, or the item is still a draft', async () => {
    const item = await reviewed()
    await gym.upload(gym.otherCoach, item, fileOf(PNG, 'theirs.png'))
    expect(await stateOf(item)).toMatchObject({ status: 'published', files: ['theirs.png'] })
    const draft = await reviewed('document', 'draft')
    const { version } = await stateOf(draft)
    await gym.upload(gym.coach, draft, fileOf(PNG, 'mine.png'))
    expect(await stateOf(draft)).toMatchObject({ status: 'draft', version, files: ['mine.png'] })
  })
})
