import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeItem, makePlace, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
let rival: Place
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
  rival = await makePlace(db)
})

const seen = async (who: Person, item: string) =>
  (await db.as(who, 'select id from public.content_items where id = $1', [item])).length === 1

const give = (item: string, community: string | null, who = place.superAdmin) =>
  db.as(
    who,
    'insert into public.content_assignments (item_id, community_id, assigned_by) values ($1, $2, $3)',
    [item, community, who.id],
  )

describe('an item of the platform', () => {
  test('is seen where it was given, and not after it was taken back', async () => {
    const item = await makeItem(db, { community: null, kind: 'agent', title: 'Shared coach' })
    expect(await seen(place.member, item)).toBe(false)
    await give(item, place.id)
    expect(await seen(place.member, item)).toBe(true)
    expect(await seen(rival.member, item)).toBe(false)
    await db.as(place.superAdmin, 'delete from public.content_assignments where item_id = $1', [
      item,
    ])
    expect(await seen(place.member, item)).toBe(false)
    await db.asPostgres('delete from public.content_items where id = $1', [item])
  })

  test('given to all is for every community, and for nobody without one', async () => {
    const item = await makeItem(db, { community: null, kind: 'document', title: 'House rules' })
    await give(item, null)
    expect(await seen(place.member, item)).toBe(true)
    expect(await seen(rival.member, item)).toBe(true)
    expect(await seen(place.outsider, item)).toBe(false)
    await db.asPostgres('delete from public.content_items where id = $1', [item])
  })

  test('is practised with where it was given', async () => {
    const item = await makeItem(db, { community: null, kind: 'agent', title: 'Interview partner' })
    const ask = (who: Person, community: string) =>
      db.as(
        who,
        'select public.send_message($1, null, $2, $3, private.uuidv7()) is not null as sent',
        [community, item, 'Hello'],
      )
    expect(await refusal(ask(place.member, place.id))).toEqual({
      code: 'AG404',
      detail: 'agent.not-found',
    })
    await give(item, place.id)
    expect(await ask(place.member, place.id)).toEqual([{ sent: true }])
    expect(await refusal(ask(rival.member, rival.id))).toMatchObject({ code: 'AG404' })
  })

  test('only: a community’s own is given to nobody', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'video', title: 'Ours' })
    expect(await refusal(give(item, rival.id))).toEqual({
      code: 'AG422',
      detail: 'assignment.not-platform',
    })
  })

  test('is given once to each, by super admins', async () => {
    const item = await makeItem(db, { community: null, kind: 'prompt', title: 'Weekly review' })
    expect(await refusal(give(item, place.id, place.coach))).toMatchObject({ code: '42501' })
    await give(item, place.id)
    expect(await refusal(give(item, place.id))).toMatchObject({
      code: '23505',
      constraint: 'content_assignments_once',
    })
    await give(item, null)
    expect(await refusal(give(item, null))).toMatchObject({ code: '23505' })
  })
})

describe('the kind of an item', () => {
  test('is the kind of its row', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'video', title: 'Warming up' })
    expect(
      await refusal(db.asPostgres('insert into public.documents (id) values ($1)', [item])),
    ).toMatchObject({ code: '23503', constraint: 'documents_item' })
    expect(
      await refusal(db.asPostgres('insert into public.agents (id) values ($1)', [item])),
    ).toMatchObject({ code: '23503', constraint: 'agents_item' })
  })

  test('holds: an address is an address, a choice has choices', async () => {
    const video = await makeItem(db, { community: place.id, kind: 'video', title: 'Warming up' })
    const prompt = await makeItem(db, { community: place.id, kind: 'prompt', title: 'Warming up' })
    expect(
      await refusal(
        db.as(
          place.coach,
          `update public.videos set address = 'javascript:alert(1)' where id = $1`,
          [video],
        ),
      ),
    ).toMatchObject({ code: '23514', constraint: 'videos_address_form' })
    const add = (name: string, type: string, options: string[]) =>
      db.as(
        place.coach,
        `insert into public.prompt_variables (prompt_id, name, place, type, label, options)
         values ($1, $2, 1, $3, 'Label', $4)`,
        [prompt, name, type, options],
      )
    expect(await refusal(add('tone', 'choice', []))).toMatchObject({
      constraint: 'prompt_variables_options_for_choices',
    })
    expect(await refusal(add('Tone', 'text', []))).toMatchObject({
      constraint: 'prompt_variables_name_form',
    })
    await add('tone', 'choice', ['warm', 'plain'])
    expect(await refusal(add('length', 'text', []))).toMatchObject({
      constraint: 'prompt_variables_place',
    })
  })
})

describe('a version', () => {
  test('is kept at each publication, with all that the item is, for coaches only', async () => {
    const item = await makeItem(db, {
      community: place.id,
      kind: 'document',
      title: 'Guide',
      status: 'draft',
    })
    await db.as(place.coach, `update public.documents set body = '# One' where id = $1`, [item])
    const change = (what: string) =>
      db.as(place.coach, 'select public.change_content($1, null, $2)', [item, what])
    await change('publish')
    await change('take-back')
    await db.as(place.coach, `update public.documents set body = '# Two' where id = $1`, [item])
    await change('publish')
    const read = (who: Person) =>
      db.as(
        who,
        `select number, body #>> '{document,body}' as body, body ->> 'title' as title, published_by
         from public.content_versions where item_id = $1 order by number`,
        [item],
      )
    expect(await read(place.coach)).toEqual([
      { number: 1, body: '# One', title: 'Guide', published_by: place.coach.id },
      { number: 2, body: '# Two', title: 'Guide', published_by: place.coach.id },
    ])
    expect(await read(place.member)).toEqual([])
    expect(await read(rival.coach)).toEqual([])
  })

  test.each([
    ['agent', ['instructions', 'greeting']],
    ['video', ['transcript']],
    ['prompt', ['body']],
    ['automation', ['trigger_kind']],
  ] as const)('of %s holds what that kind adds', async (kind, fields) => {
    const item = await makeItem(db, { community: place.id, kind, title: 'It', status: 'draft' })
    await db.asPostgres(`update public.content_items set status = 'published' where id = $1`, [
      item,
    ])
    const [row] = await db.asPostgres(
      'select body -> $2 as part from public.content_versions where item_id = $1',
      [item, kind],
    )
    for (const field of fields) expect(row?.part).toHaveProperty(field)
    expect(row?.part).not.toHaveProperty('id')
  })
})

describe('review', () => {
  test('asks for somebody else than the author', async () => {
    await db.as(
      place.coach,
      'update public.communities set review_before_publish = true where id = $1',
      [place.id],
    )
    const item = await makeItem(db, {
      community: place.id,
      kind: 'agent',
      title: 'Careful',
      status: 'draft',
      owner: place.coach,
    })
    const publish = (who: Person) =>
      db.as(who, `select public.change_content($1, null, 'publish') ->> 'id' as id`, [item])
    expect(await refusal(publish(place.coach))).toEqual({
      code: 'AG409',
      detail: 'content.needs-review',
    })
    expect(await publish(place.superAdmin)).toEqual([{ id: item }])
  })

  test('is a status, and what is in review can be planned', async () => {
    const item = await makeItem(db, {
      community: place.id,
      kind: 'agent',
      title: 'Soon',
      status: 'draft',
    })
    await db.as(
      place.coach,
      `update public.content_items set status = 'in_review', publish_at = now() + interval '1 day'
       where id = $1`,
      [item],
    )
    expect(await seen(place.member, item)).toBe(false)
    // Published by hand before its time: there is nothing left to plan.
    const [row] = await db.as(
      place.coach,
      `update public.content_items set status = 'published' where id = $1 returning publish_at`,
      [item],
    )
    expect(row?.publish_at).toBeNull()
  })
})

describe('tags', () => {
  const tag = async (who: Person, community: string | null, name: string) => {
    const [row] = await db.as(
      who,
      'insert into public.tags (community_id, name) values ($1, $2) returning id',
      [community, name],
    )
    return row?.id as string
  }
  const put = (item: string, id: string, who = place.coach) =>
    db.as(who, 'insert into public.content_tags (item_id, tag_id) values ($1, $2)', [item, id])

  test('in two cases are one, and the community’s own', async () => {
    await tag(place.coach, place.id, 'Sales')
    expect(await refusal(tag(place.coach, place.id, 'sales'))).toMatchObject({
      code: '23505',
      constraint: 'tags_name',
    })
    await tag(rival.coach, rival.id, 'sales')
    const item = await makeItem(db, { community: place.id, kind: 'video', title: 'Call' })
    const theirs = await tag(rival.coach, rival.id, 'calls')
    expect(await refusal(put(item, theirs))).toEqual({
      code: 'AG422',
      detail: 'content.other-community',
    })
    await put(item, await tag(place.coach, place.id, 'calls'))
    expect(
      await db.as(place.member, 'select tag_id from public.content_tags where item_id = $1', [
        item,
      ]),
    ).toHaveLength(1)
  })
})

describe('files', () => {
  const upload = async (who: Person, community: string | null, values: object = {}) => {
    const file = { name: 'notes.pdf', media_type: 'application/pdf', bytes: 1000, ...values }
    const [row] = await db.as(
      who,
      `insert into public.files (community_id, owner_id, name, media_type, bytes)
       values ($1, $2, $3, $4, $5) returning id`,
      [community, who.id, file.name, file.media_type, file.bytes],
    )
    return row?.id as string
  }
  const store = (file: string, who = place.coach) =>
    db.as(who, `update public.files set state = 'stored', sha256 = $2 where id = $1`, [
      file,
      randomBytes(32),
    ])
  const reads = async (who: Person, file: string) =>
    (await db.as(who, 'select id from public.files where id = $1', [file])).length === 1
  const attach = (item: string, file: string) =>
    db.as(
      place.coach,
      `insert into public.content_files (item_id, file_id, purpose) values ($1, $2, 'attachment')`,
      [item, file],
    )

  test('are read with an item that uses them, once they are whole', async () => {
    const file = await upload(place.coach, place.id)
    const item = await makeItem(db, { community: place.id, kind: 'document', title: 'Notes' })
    await attach(item, file)
    expect(await reads(place.member, file)).toBe(false)
    await store(file)
    expect(await reads(place.member, file)).toBe(true)
    expect(await reads(rival.member, file)).toBe(false)
    await db.asPostgres(`update public.content_items set status = 'draft' where id = $1`, [item])
    expect(await reads(place.member, file)).toBe(false)
    expect(await reads(place.coach, file)).toBe(true)
  })

  test('go past nobody who has to look at a published item', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'document', title: 'Looked at' })
    const review = (yes: boolean) =>
      db.asPostgres('update public.communities set review_before_publish = $2 where id = $1', [
        place.id,
        yes,
      ])
    const own = (who: Person | null) =>
      db.asPostgres(
        `update public.content_items set owner_id = $2, status = 'published' where id = $1`,
        [item, who?.id ?? null],
      )
    const statusAfter = async (sql: string, values: unknown[] = [item]) => {
      await db.as(place.coach, sql, values)
      const [row] = await db.asPostgres('select status from public.content_items where id = $1', [
        item,
      ])
      return row?.status
    }
    const add = `insert into public.content_files (item_id, file_id, purpose)
      values ($1, $2, 'attachment') on conflict do nothing`
    const file = await upload(place.coach, place.id)
    await own(place.coach)
    expect(await statusAfter(add, [item, file])).toBe('published')
    await review(true)
    try {
      // What is there already changes nothing.
      expect(await statusAfter(add, [item, file])).toBe('published')
      const other = await upload(place.coach, place.id)
      expect(await statusAfter(add, [item, other])).toBe('in_review')
      await own(place.coach)
      const move = 'update public.content_files set place = place + 1 where item_id = $1'
      expect(await statusAfter(move)).toBe('in_review')
      await own(place.coach)
      const remove = 'delete from public.content_files where item_id = $1'
      expect(await statusAfter(remove)).toBe('in_review')
      // Nor by way of the trash, from where it comes back as it went.
      await own(place.coach)
      await db.as(place.coach, add, [item, other])
      await own(place.coach)
      const change = (what: string) => `select public.change_content($1, null, '${what}')`
      expect(await statusAfter(change('delete'))).toBe('published')
      await db.as(place.coach, remove, [item])
      expect(await statusAfter(change('restore'))).toBe('in_review')
      await own(null)
      expect(await statusAfter(add, [item, file])).toBe('published')
    } finally {
      await review(false)
    }
  })

  test('bring nothing that is empty to a review, though they sent it there themselves', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'video', title: 'Filmed' })
    const film = await upload(place.coach, place.id, { name: 'a.mp4', media_type: 'video/mp4' })
    await store(film)
    await db.asPostgres(
      `insert into public.content_files (item_id, file_id, purpose) values ($1, $2, 'video')`,
      [item, film],
    )
    await db.asPostgres(
      `update public.content_items set owner_id = $2, status = 'published' where id = $1`,
      [item, place.coach.id],
    )
    await db.asPostgres(
      'update public.communities set review_before_publish = true where id = $1',
      [place.id],
    )
    const state = async () => {
      const [row] = await db.asPostgres(
        `select status, version, (
           select count(*)::int from public.content_files where content_files.item_id = $1
         ) as files
         from public.content_items where id = $1`,
        [item],
      )
      return row
    }
    const before = await state()
    const submit = (address: string | null) =>
      db.as(place.coach, `select public.save_content($1, 'video', $2, $3, $4, null, 'submit')`, [
        place.id,
        item,
        before?.version,
        JSON.stringify({ title: 'Filmed', video: { address }, files: [] }),
      ])
    expect(await refusal(submit(null))).toEqual({ code: 'AG422', detail: 'video.empty' })
    expect(await state()).toEqual(before)
    await submit('https://films.example/a.mp4')
    expect(await state()).toMatchObject({ status: 'in_review', files: 0 })
  })

  test('as captions are read with their video', async () => {
    const file = await upload(place.coach, place.id, { name: 'en.vtt', media_type: 'text/vtt' })
    await store(file)
    const video = await makeItem(db, { community: place.id, kind: 'video', title: 'Talk' })
    expect(await reads(place.member, file)).toBe(false)
    await db.as(
      place.coach,
      `insert into public.video_captions (video_id, language, label, file_id)
       values ($1, 'en', 'English', $2)`,
      [video, file],
    )
    expect(await reads(place.member, file)).toBe(true)
    const theirs = await upload(rival.coach, rival.id)
    expect(
      await refusal(
        db.asPostgres('update public.video_captions set file_id = $2 where video_id = $1', [
          video,
          theirs,
        ]),
      ),
    ).toEqual({ code: 'AG422', detail: 'content.other-community' })
  })

  test('of another community can’t be attached, nor dropped while they are used', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'document', title: 'Notes' })
    const theirs = await upload(rival.coach, rival.id)
    expect(await refusal(attach(item, theirs))).toEqual({
      code: 'AG422',
      detail: 'content.other-community',
    })
    const file = await upload(place.coach, place.id)
    await attach(item, file)
    expect(
      await refusal(db.as(place.coach, 'delete from public.files where id = $1', [file])),
    ).toMatchObject({ code: '23503' })
  })

  test.each(['../secret', 'a/b', '..', 'line\nbreak', ''])('have no name like %j', async (name) => {
    expect(await refusal(upload(place.coach, place.id, { name }))).toMatchObject({
      code: '23514',
      constraint: 'files_name_safe',
    })
  })

  test('are held to what the community may store, two at once too', async () => {
    await db.as(
      place.superAdmin,
      'insert into public.community_limits (community_id, stored_bytes) values ($1, 1500)',
      [place.id],
    )
    const insert = `insert into public.files (community_id, owner_id, name, media_type, bytes)
      values ($1, $2, 'a.pdf', 'application/pdf', 1000)`
    const first = await db.connectWorker()
    const second = await db.connectWorker()
    await first.enter(place.coach.claims)
    await second.enter(place.coach.claims)
    await first.query(insert, [place.id, place.coach.id])
    const refused = refusal(second.query(insert, [place.id, place.coach.id]))
    await db.untilWaiting(second.pid)
    await first.commit()
    expect(await refused).toEqual({ code: 'AG409', detail: 'community.storage-full' })
    await second.rollback()
    await first.end()
    await second.end()
  })
})

describe('progress and favourites', () => {
  test('are a person’s own, and for what they may see', async () => {
    const item = await makeItem(db, { community: place.id, kind: 'video', title: 'Watch me' })
    const draft = await makeItem(db, {
      community: place.id,
      kind: 'video',
      title: 'Not yet',
      status: 'draft',
    })
    const watch = (who: Person, what: string, whose = who) =>
      db.as(
        who,
        `insert into public.content_progress (user_id, item_id, reached, share)
         values ($1, $2, 252, 0.4)`,
        [whose.id, what],
      )
    await watch(place.member, item)
    expect(await refusal(watch(place.member, draft))).toMatchObject({ code: '42501' })
    expect(await refusal(watch(place.coach, item, place.member))).toMatchObject({ code: '42501' })
    const all = 'select user_id from public.content_progress where item_id = $1'
    expect(await db.as(place.coach, all, [item])).toEqual([])
    expect(await db.as(place.member, all, [item])).toHaveLength(1)
    await db.as(place.member, 'insert into public.favourites (user_id, item_id) values ($1, $2)', [
      place.member.id,
      item,
    ])
    expect(
      await db.as(place.superAdmin, 'select item_id from public.favourites where item_id = $1', [
        item,
      ]),
    ).toEqual([])
  })
})
