import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '~/features/content/exchange/canonical'
import { makeSigningKey } from '../../../supabase/local/signing-keys'
import { ORIGIN } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { type FileGym, fileOf, PNG, startFileGym } from '../files/gym-with-files'
import { words } from './gym'
import { document, type Fields, sealed as sealedWith, unzip, zipOf } from './packages'

let gym: FileGym
const elsewhere = makeSigningKey()

beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())
beforeEach(() => {
  for (const by of [gym.coach, gym.otherCoach]) by.cookies.delete('flash')
})

const home = () => gym.path('admin/import')

async function send(file: File | null, by: TestBrowser = gym.coach): Promise<Page> {
  const form = new FormData()
  form.set('file', file ?? new File([], ''))
  return by.upload(home(), form)
}

/** An export as another installation would make it. */
const sealed = (items: unknown[], fields: Fields = {}, key = elsewhere) =>
  sealedWith(items, fields, key)

const jsonOf = (content: unknown) => fileOf(JSON.stringify(content), 'export.json')

/** Sends an export and answers where its report is. */
async function bring(file: File, by?: TestBrowser): Promise<string> {
  const page = await send(file, by)
  if (page.status !== 303) throw new Error(`${page.status}: ${words(await page.text())}`)
  return page.location ?? ''
}

const start = (path: string, fields: Record<string, string> = {}, by = gym.coach) =>
  by.post(path, { intent: 'start', trusted: 'yes', ...fields })

const textOf = async (path: string) => words(await (await gym.coach.get(path)).text())

async function itemNamed(title: unknown) {
  const { rows } = await gym.app.sql.query(
    `select i.id, i.status, i.version, i.deleted_at is not null as deleted, d.body
     from public.content_items i left join public.documents d on d.id = i.id
     join public.communities c on c.id = i.community_id
     where i.title = $1 and c.slug = 'testfield'`,
    [title],
  )
  return rows
}

const counts = async () => {
  const { rows } = await gym.app.sql.query(
    `select (select count(*)::int from public.content_items) as items,
       (select count(*)::int from public.files) as files,
       (select count(*)::int from public.content_imports) as imports`,
  )
  const { objects } = await gym.bucket.list()
  return { ...rows[0], objects: objects.length }
}

describe('an export that comes back', () => {
  it('of every kind makes nothing twice in its own community', async () => {
    await gym.make()
    const page = await gym.coach.get(gym.path('admin/export/file?as=json'))
    const before = await counts()
    const path = await bring(fileOf(await page.text(), 'all.json'))
    expect(await textOf(path)).toContain('Here already, the same')
    await start(path)
    expect((await counts()).items).toBe(before.items)
    expect(await textOf(path)).toContain('It is done')
  })

  it('brings an agent with its models and the documents that it answers from, by the ids that they get here', async () => {
    const known = document({ title: 'Answers travel' })
    const agent = {
      ...document({ title: 'Agent that knows' }),
      kind: 'agent',
      document: undefined,
      agent: {
        instructions: 'Be brief.',
        models: ['openai quick one', 'anthropic thorough'],
        given_again: true,
        cheapest_first: true,
        knowledge: [
          { document: known.id, title: 'Answers travel' },
          { document: randomUUID(), title: 'Left at home' },
        ],
      },
    }
    await start(await bring(jsonOf(await sealed([known, agent]))))
    const { rows } = await gym.app.sql.query(
      `select d.id = $1 as same, d.title, a.title as agent
       from public.agent_knowledge k
       join public.content_items d on d.id = k.document_id
       join public.content_items a on a.id = k.agent_id
       where a.title = 'Agent that knows'`,
      [known.id],
    )
    expect(rows).toEqual([{ same: false, title: 'Answers travel', agent: 'Agent that knows' }])
    // An agent goes out after what it answers from, so that this is there when it comes in.
    const page = await gym.coach.get(gym.path('admin/export/file?as=json'))
    const { items } = JSON.parse(await page.text()) as {
      items: { kind: string; title: string; agent?: object }[]
    }
    expect(items.find(({ title }) => title === 'Agent that knows')?.agent).toMatchObject({
      models: agent.agent.models,
      given_again: true,
      cheapest_first: true,
    })
    const kinds = items.map(({ kind }) => kind)
    expect(kinds.indexOf('agent')).toBeGreaterThan(kinds.lastIndexOf('document'))
  })

  it('goes into another community with its files, as drafts, and again without doubling', async () => {
    const source = await gym.item('document', 'published', 'elsewhere')
    const { rows } = await gym.app.sql.query(
      `update public.content_items set title = 'Travels' where id = $1 returning slug`,
      [source],
    )
    expect(rows).toHaveLength(1)
    const form = new FormData()
    form.set('purpose', 'attachment')
    form.set('back', '')
    form.set('file', fileOf('one,two', 'table.csv'))
    await gym.stranger.post(`/c/elsewhere/admin/files/${source}`, form)
    const [file] = await gym.filesOf(source)
    await gym.app.sql.query('update public.documents set body = $2 where id = $1', [
      source,
      `See [it](/files/${file?.id}/table.csv).`,
    ])
    const page = await gym.stranger.get(`/c/elsewhere/admin/export/file?as=zip&item=${source}`)
    const bytes = new Uint8Array(await new Response(page.body).arrayBuffer())

    const path = await bring(fileOf(bytes, 'travels.zip'))
    // The same installation signed it.
    expect(await textOf(path)).not.toContain('another installation')
    expect(await itemNamed('Travels')).toEqual([])
    await gym.coach.post(path, { intent: 'start' })
    const [made] = await itemNamed('Travels')
    expect(made).toMatchObject({ status: 'draft' })
    const [copy] = await gym.filesOf(made.id)
    expect(copy).toMatchObject({ name: 'table.csv', state: 'stored', sha256: file?.sha256 })
    expect(copy?.id).not.toBe(file?.id)
    expect(made.body).toBe(`See [it](/files/${copy?.id}/table.csv).`)
    expect(await (await gym.bucket.get(copy?.id ?? ''))?.text()).toBe('one,two')

    const again = await bring(fileOf(bytes, 'travels.zip'), gym.otherCoach)
    await start(again, {}, gym.otherCoach)
    expect(await itemNamed('Travels')).toHaveLength(1)
    expect(await gym.filesOf(made.id)).toEqual([copy])
    // The package itself is not kept, once it is in.
    const { rows: left } = await gym.app.sql.query(
      `select id from public.files where name = 'travels.zip'`,
    )
    expect(left).toEqual([])
  })
})

describe('an item that comes as texts one time and with its files another', () => {
  const takeOut = async (as: 'json' | 'zip', item: string) => {
    const page = await gym.stranger.get(`/c/elsewhere/admin/export/file?as=${as}&item=${item}`)
    const bytes = new Uint8Array(await new Response(page.body).arrayBuffer())
    return fileOf(bytes, `taken.${as}`)
  }
  const named = async (title: string, file: boolean) => {
    const id = await gym.item('document', 'published', 'elsewhere')
    await gym.app.sql.query('update public.content_items set title = $2 where id = $1', [id, title])
    await gym.app.sql.query(`update public.documents set body = 'Words' where id = $1`, [id])
    if (file) {
      const form = new FormData()
      form.set('purpose', 'attachment')
      form.set('back', '')
      form.set('file', fileOf(title, 'table.csv'))
      await gym.stranger.post(`/c/elsewhere/admin/files/${id}`, form)
    }
    return id
  }

  it.each([
    ['json', 'zip', false],
    ['zip', 'json', false],
    ['zip', 'json', true],
  ] as const)('is the same: %s, then %s, with files: %s', async (first, then, file) => {
    const title = `Either way, ${first} with files: ${file}`
    const item = await named(title, file)
    await start(await bring(await takeOut(first, item)))
    const [made] = await itemNamed(title)
    const again = await bring(await takeOut(then, item))
    expect(await textOf(again)).toContain('Here already, the same')
    await start(again)
    expect(await itemNamed(title)).toEqual([made])
    expect(await gym.filesOf(made.id)).toHaveLength(file ? 1 : 0)
  })

  it('is changed by files that did not come before, and by words that are new', async () => {
    const item = await named('Files later', true)
    await start(await bring(await takeOut('json', item)))
    const [made] = await itemNamed('Files later')
    expect(await gym.filesOf(made.id)).toEqual([])
    const zip = await bring(await takeOut('zip', item))
    expect(await textOf(zip)).toContain('Will be changed')
    await start(zip)
    expect(await gym.filesOf(made.id)).toHaveLength(1)
    await gym.app.sql.query(`update public.documents set body = 'Anew' where id = $1`, [item])
    const json = await bring(await takeOut('json', item))
    expect(await textOf(json)).toContain('Will be changed')
    await start(json)
    expect(await itemNamed('Files later')).toMatchObject([{ body: 'Anew' }])
    // The files that it has stay, and are still known.
    expect(await gym.filesOf(made.id)).toHaveLength(1)
    expect(await textOf(await bring(await takeOut('zip', item)))).toContain('the same')
  })
})

describe('what was planned, and for whom it was', () => {
  const planned = async (title: unknown) => {
    const { rows } = await gym.app.sql.query(
      `select publish_at as at from public.content_items i
       join public.communities c on c.id = i.community_id
       where i.title = $1 and c.slug = 'testfield'`,
      [title],
    )
    return rows.map(({ at }) => at?.toISOString() ?? null)
  }
  const soon = `${new Date().getUTCFullYear() + 1}-05-01T07:00:00Z`

  it('goes along: published by itself then, where the coach publishes', async () => {
    const [one, other, past] = [
      document({ publish_at: soon }),
      document({ publish_at: soon }),
      document({ publish_at: '2020-01-01T00:00:00Z' }),
    ]
    await start(await bring(jsonOf(await sealed([one, past]))), { publish: 'yes' })
    await start(await bring(jsonOf(await sealed([other]))))
    expect(await planned(one.title)).toEqual([new Date(soon).toISOString()])
    expect(await planned(past.title)).toEqual([null])
    expect(await planned(other.title)).toEqual([null])
    const page = await gym.coach.get(gym.path('admin/export/file?as=json'))
    const { items } = JSON.parse(await page.text())
    expect(items.find((item: Fields) => item.title === one.title)).toMatchObject({
      publish_at: soon,
    })
    // And comes back as the same.
    const again = await bring(jsonOf(await sealed([one])))
    expect(await textOf(again)).toContain('Here already, the same')
  })

  it('is no way past a second pair of eyes', async () => {
    const review = (on: boolean) =>
      gym.app.sql.query(
        `update public.communities set review_before_publish = $1 where slug = 'testfield'`,
        [on],
      )
    const item = document({ publish_at: soon })
    await review(true)
    await start(await bring(jsonOf(await sealed([item]))), { publish: 'yes' })
    await review(false)
    expect(await itemNamed(item.title)).toMatchObject([{ status: 'draft' }])
    expect(await planned(item.title)).toEqual([null])
  })

  it('what was limited to some comes in as a draft, whatever the coach publishes', async () => {
    const source = await gym.item('document', 'published', 'testfield')
    await gym.app.sql.query(
      `update public.content_items set title = 'For some', audience = array[owner_id] where id = $1`,
      [source],
    )
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&item=${source}`))
    const { items } = JSON.parse(await page.text())
    expect(items).toMatchObject([{ limited: true, status: 'published' }])
    // Whom it is for by a row that is gone is nobody.
    expect(items[0].audience).toEqual({ groups: [], people: [], left_out: 0 })
    const item = document({ status: 'published', limited: true, publish_at: soon })
    await start(await bring(jsonOf(await sealed([item]))), { publish: 'yes' })
    expect(await itemNamed(item.title)).toMatchObject([{ status: 'draft' }])
    expect(await planned(item.title)).toEqual([null])
  })
})

describe('an export of another installation', () => {
  it('says so, and comes in only when somebody says that it is wanted', async () => {
    const item = document()
    const path = await bring(jsonOf(await sealed([item])))
    expect(await textOf(path)).toContain('signed by another installation')
    const refused = await gym.coach.post(path, { intent: 'start', publish: 'yes' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(words(html)).toContain('Say that you know where it comes from')
    expect(html).toMatch(/name="publish"[^>]*checked/)
    expect(await itemNamed(item.title)).toEqual([])
    expect((await start(path)).status).toBe(303)
    expect(await itemNamed(item.title)).toMatchObject([{ status: 'draft', body: '# Words' }])
  })

  it('publishes what was published there, where the coach asks for it', async () => {
    const live = document({ status: 'published' })
    const draft = document()
    await start(await bring(jsonOf(await sealed([live, draft]))), { publish: 'yes' })
    expect(await itemNamed(live.title)).toMatchObject([{ status: 'published' }])
    expect(await itemNamed(draft.title)).toMatchObject([{ status: 'draft' }])
  })

  it('waits for a review where the community asks for a second pair of eyes', async () => {
    await gym.app.sql.query(
      `update public.communities set review_before_publish = true where slug = 'testfield'`,
    )
    const live = document({ status: 'published' })
    await start(await bring(jsonOf(await sealed([live]))), { publish: 'yes' })
    await gym.app.sql.query(
      `update public.communities set review_before_publish = false where slug = 'testfield'`,
    )
    expect(await itemNamed(live.title)).toMatchObject([{ status: 'in_review' }])
  })

  it('changes what came from there, and keeps what was changed here unless told', async () => {
    const item = document()
    await start(await bring(jsonOf(await sealed([item]))))
    const newer = { ...item, document: { body: 'Newer' } }
    await start(await bring(jsonOf(await sealed([newer]))))
    expect(await itemNamed(item.title)).toMatchObject([{ body: 'Newer' }])

    await gym.app.sql.query(`update public.content_items set summary = 'Mine' where title = $1`, [
      item.title,
    ])
    const newest = { ...item, document: { body: 'Newest' } }
    const path = await bring(jsonOf(await sealed([newest])))
    expect(await textOf(path)).toContain('Changed here since')
    await start(path)
    expect(await itemNamed(item.title)).toMatchObject([{ body: 'Newer' }])
    await start(await bring(jsonOf(await sealed([newest]))), { overwrite: 'yes' })
    expect(await itemNamed(item.title)).toMatchObject([{ body: 'Newest' }])
  })

  it('changes nothing that members have, unless it is to be published', async () => {
    const item = document({ status: 'published' })
    await start(await bring(jsonOf(await sealed([item]))), { publish: 'yes' })
    const newer = jsonOf(await sealed([{ ...item, document: { body: 'Newer' } }]))
    await start(await bring(newer))
    expect(await itemNamed(item.title)).toMatchObject([{ status: 'published', body: '# Words' }])
    await start(await bring(newer), { publish: 'yes' })
    expect(await itemNamed(item.title)).toMatchObject([{ status: 'published', body: 'Newer' }])
  })

  it('tells what can’t come in, item by item, and brings the others', async () => {
    const taken = document()
    await start(await bring(jsonOf(await sealed([taken]))))
    const good = document()
    const path = await bring(
      jsonOf(
        await sealed([
          { ...document(), title: taken.title },
          { ...document(), document: { body: '' } },
          { ...document(), kind: 'hologram' },
          { ...document(), title: 'x'.repeat(500) },
          {
            ...document(),
            kind: 'prompt',
            title: 'A prompt with a hole',
            prompt: { body: 'Dear {{customer}}' },
          },
          good,
          good,
          'nonsense',
        ]),
      ),
    )
    const report = await textOf(path)
    for (const said of [
      'Another one has its name'.toLowerCase(),
      'Write the text of the document.'.slice(0, 5),
      'not written as items are',
      'blank {{customer}}',
      'stands in the export twice',
    ]) {
      expect(report).toContain(said)
    }
    await start(path)
    expect(await itemNamed(good.title)).toHaveLength(1)
    expect(await itemNamed('A prompt with a hole')).toEqual([])
    expect(await textOf(path)).toContain('It is done')
  })
})

describe('an import that is interrupted', () => {
  const many = (n: number) => Array.from({ length: n }, () => document())

  it('can be stopped and gone on with', async () => {
    const items = many(25)
    const path = await bring(jsonOf(await sealed(items)))
    const id = path.split('/').pop()
    await gym.app.sql.query(`update public.content_imports set status = 'stopped' where id = $1`, [
      id,
    ])
    expect(await textOf(path)).toContain('Go on')
    await gym.coach.post(path, { intent: 'go-on' })
    const { rows } = await gym.app.sql.query(
      `select count(*)::int as n from public.content_items where title = any ($1)`,
      [items.map(({ title }) => title)],
    )
    expect(rows[0].n).toBe(25)
  })

  it('stops between two steps, and says how far it came', async () => {
    const path = await bring(jsonOf(await sealed(many(25))))
    const id = path.split('/').pop()
    // As it is after its first step.
    await gym.app.sql.query(
      `update public.content_imports set status = 'running', done = 10 where id = $1`,
      [id],
    )
    const html = await (await gym.coach.get(path)).text()
    expect(words(html)).toContain('10 of 25 items dealt with')
    expect(html).toContain('http-equiv="refresh"')
    // Nothing takes it up once nobody looks, and the page promises no such thing.
    expect(words(html)).toContain('you open this page again to go on')
    await gym.coach.post(path, { intent: 'stop' })
    expect(await textOf(path)).toContain('It was stopped')
    const { rows } = await gym.app.sql.query(
      `select done, status from public.content_imports where id = $1`,
      [id],
    )
    expect(rows).toEqual([{ done: 10, status: 'stopped' }])
  })

  it('makes nothing twice when two go on with it at once', async () => {
    const items = many(30)
    const path = await bring(jsonOf(await sealed(items)))
    await Promise.all([start(path), start(path, {}, gym.otherCoach)])
    await expect.poll(() => textOf(path), { timeout: 10_000 }).toContain('It is done')
    const { rows } = await gym.app.sql.query(
      `select count(*)::int as n from public.content_items where title = any ($1)`,
      [items.map(({ title }) => title)],
    )
    expect(rows[0].n).toBe(30)
  })

  it('leaves alone what is deleted while it runs', async () => {
    const item = document()
    await start(await bring(jsonOf(await sealed([item]))))
    const path = await bring(jsonOf(await sealed([{ ...item, document: { body: 'Newer' } }])))
    expect(await textOf(path)).toContain('Will be changed')
    await gym.app.sql.query(`update public.content_items set deleted_at = now() where title = $1`, [
      item.title,
    ])
    await start(path)
    expect(await textOf(path)).toContain('Was deleted here, and stays so')
    expect(await itemNamed(item.title)).toMatchObject([{ deleted: true, body: '# Words' }])
  })

  it('asks for the file again when it was left too long', async () => {
    const path = await bring(jsonOf(await sealed([document()])))
    await gym.app.sql.query(`delete from public.files where name like 'export%'`)
    expect(await textOf(path)).toContain('is not kept any more')
    expect((await start(path)).status).toBe(409)
  })
})

describe('what is no export is refused beside the field, and nothing of it stays', () => {
  const files: [string, () => Promise<File | null>, string][] = [
    ['nothing', async () => null, 'Choose a file first.'],
    ['an empty file', async () => fileOf('', 'a.json'), 'This file is empty.'],
    ['a picture', async () => fileOf(PNG, 'a.zip'), 'damaged or was cut off'],
    ['other JSON', async () => fileOf('{"a": 1}', 'a.json'), 'no export of AI GYM'],
    [
      'a JSON cut off half-way',
      async () => {
        const text = JSON.stringify(await sealed([document()]))
        return fileOf(text.slice(0, text.length / 2), 'a.json')
      },
      'damaged or was cut off',
    ],
    [
      'a zip cut off half-way',
      async () => {
        const zip = await zipOf([['content.json', JSON.stringify(await sealed([document()]))]])
        return fileOf(zip.slice(0, zip.length / 2), 'a.zip')
      },
      'damaged or was cut off',
    ],
    [
      'a newer version',
      async () => jsonOf(await sealed([], { version: 2 })),
      'newer version of AI GYM',
    ],
    [
      'a broken signature',
      async () => {
        const content = await sealed([document()])
        return jsonOf({ ...content, from: { community: 'Bent' } })
      },
      'signature of this export is broken',
    ],
    [
      'a signature of somebody who is not its signer',
      async () => {
        const content = await sealed([document()])
        const other = await sealed([document()], {}, makeSigningKey())
        return jsonOf({
          ...content,
          signature: { ...content.signature, publicKey: other.signature.publicKey },
        })
      },
      'signature of this export is broken',
    ],
    [
      'no signature',
      async () => {
        const { signature: _, ...content } = await sealed([document()])
        return jsonOf(content)
      },
      'no export of AI GYM',
    ],
    [
      'too many items',
      async () => jsonOf(await sealed(Array(501).fill(1))),
      'more in this export than fits',
    ],
    ['no items', async () => jsonOf(await sealed([])), 'nothing in this export'],
    [
      'a zip without content',
      async () => fileOf(await zipOf([['files/a', 'a']]), 'a.zip'),
      'no export of AI GYM',
    ],
    [
      'a path that climbs out',
      async () => fileOf(await climbing('files/../../a'), 'a.zip'),
      'lead out of it',
    ],
    [
      'a path from the root',
      async () => fileOf(await climbing('/etc/passwd-and-so'), 'a.zip'),
      'lead out of it',
    ],
    [
      'a zip bomb',
      async () => {
        const bomb = new Uint8Array(40 * 1024 * 1024)
        return fileOf(
          await zipOf([
            ['content.json', '{}'],
            ['files/bomb', bomb],
          ]),
          'a.zip',
        )
      },
      'far larger than an export may be',
    ],
  ]

  /** A zip whose second entry has this name, as no tidy tool would write it. */
  async function climbing(name: string) {
    const plain = `files/${'x'.repeat(name.length - 6)}`
    const zip = Buffer.from(
      await zipOf([
        ['content.json', JSON.stringify(await sealed([document()]))],
        [plain, 'a'],
      ]),
    )
    for (let at = zip.indexOf(plain); at >= 0; at = zip.indexOf(plain, at + 1)) zip.write(name, at)
    return zip
  }

  it.each(files)('%s', async (_what, make, said) => {
    const before = await counts()
    const page = await send(await make())
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(words(html)).toContain(said)
    expect(html).toContain('id="file-error"')
    expect(await counts()).toEqual(before)
  })

  it('a body that breaks off', async () => {
    const before = await counts()
    const body =
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.json"\r\n\r\n{"for'
    const page = await gym.coach.send(
      new Request(`${ORIGIN}${home()}`, {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'multipart/form-data; boundary=cut' },
        body,
      }),
    )
    expect(page.status).toBe(422)
    expect(await counts()).toEqual(before)
  })
})

describe('files in a zip', () => {
  const picture = {
    id: randomUUID(),
    name: 'cover.png',
    media_type: 'image/png',
    bytes: PNG.length,
    sha256: '',
    path: '',
  }

  it.each<[string, object, Uint8Array | string | null, string]>([
    ['that is not there', {}, null, 'One of its files is not in the export'],
    ['of another length', {}, 'short', 'One of its files is not in the export'],
    [
      'that is not what was hashed',
      { sha256: 'a'.repeat(64) },
      PNG,
      'is not the one that was exported',
    ],
    ['that is no picture', { bytes: 8 }, 'a script', 'not of a kind that can be used so'],
  ])('a file %s keeps its item out', async (_what, fields, bytes, said) => {
    const file = {
      ...picture,
      sha256: 'b'.repeat(64),
      path: `files/${picture.id}/cover.png`,
      ...fields,
    }
    const item = document({ files: [{ file: picture.id, purpose: 'cover' }] })
    const content = await sealed([item], { files: [file] })
    const entries: [string, Uint8Array | string][] = [['content.json', JSON.stringify(content)]]
    if (bytes) entries.push([file.path, bytes])
    const path = await bring(fileOf(await zipOf(entries), 'a.zip'))
    await start(path)
    expect(await textOf(path)).toContain(said)
    expect(await itemNamed(item.title)).toEqual([])
  })
})

describe('who may', () => {
  it('coaches of the community only', async () => {
    const file = jsonOf(await sealed([document()]))
    for (const [by, status] of [
      [gym.member, 403],
      [gym.stranger, 404],
    ] as const) {
      expect((await by.get(home())).status).toBe(status)
      expect((await send(file, by)).status).toBe(status)
    }
    const path = await bring(file)
    for (const [by, status] of [
      [gym.member, 403],
      [gym.stranger, 404],
    ] as const) {
      expect((await by.get(path)).status).toBe(status)
      expect((await start(path, {}, by)).status).toBe(status)
    }
    const other = path.replace('/c/testfield/', '/c/elsewhere/')
    expect((await gym.stranger.get(other)).status).toBe(404)
    expect((await send(file, gym.app.visitor())).location).toMatch(/^\/login/)
  })

  it('leaves its rows in the audit', async () => {
    const path = await bring(jsonOf(await sealed([document()])))
    await start(path)
    const { rows } = await gym.app.sql.query(
      `select action from public.security_audit where subject_id = $1 order by id`,
      [path.split('/').pop()],
    )
    expect(rows.map(({ action }) => action)).toEqual([
      'import.added',
      'import.running',
      'import.done',
    ])
  })

  it('and the list tells what was brought lately', async () => {
    expect(await textOf(home())).toContain('Earlier imports')
    expect(canonical({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
    expect((await unzip(new Response(await zipOf([['a', 'b']])).body)).size).toBe(1)
  })
})
