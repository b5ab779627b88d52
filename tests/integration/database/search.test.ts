import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linesOf } from '~/features/content/videos/transcript'
import type { Claims } from '~/platform/auth/actor'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { judge, mean } from '../../bench/search/judge.ts'
import { judgements } from '../../bench/search/judgements.ts'
import { plantPlace, type SamplePlace } from '../../bench/search/sample-place.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { type Actor, actorNames, keptOut } from '../../permissions/actors.ts'
import { harbor, id, northside } from '../../permissions/names.ts'
import { accountsSql, signEverybodyIn } from '../../permissions/people.ts'
import { scene } from '../../permissions/scene/index.ts'

interface Found {
  how: 'all' | 'alike' | 'some' | 'nothing'
  items: {
    id: string
    title: string
    summary: string
    passage: string | null
    heading: string
    second: number | null
  }[]
  talks: { id: string; message: string | null; title: string; passage: string | null }[]
  counts: Record<string, number>
}

let postgres: LocalPostgres
let owner: pg.Client
let worker: pg.Client
let claims: Map<Actor, Claims | null>

beforeAll(async () => {
  postgres = await startTestPostgres()
  owner = new pg.Client({ connectionString: postgres.superuserUrl })
  worker = new pg.Client({ connectionString: postgres.workerUrl })
  await Promise.all([owner.connect(), worker.connect()])
  await owner.query(
    readFileSync(new URL('../../permissions/arrangement.sql', import.meta.url), 'utf8'),
  )
  await owner.query(accountsSql())
  await owner.query(scene.plant)
  claims = await signEverybodyIn(postgres, owner)
})
afterAll(async () => {
  await Promise.all([owner?.end(), worker?.end()])
  await postgres?.stop()
})

/** Runs one statement as a person would, and takes it back. */
async function as<Row extends pg.QueryResultRow>(
  who: Claims | null | undefined,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  await worker.query('begin')
  try {
    await worker.query('select private.enter($1::jsonb)', [JSON.stringify(who ?? {})])
    await worker.query(`set local role ${who ? 'authenticated' : 'anon'}`)
    return (await worker.query<Row>(sql, values)).rows
  } finally {
    await worker.query('rollback')
  }
}

const search = async (
  actor: Actor,
  text: string,
  { community = northside, kind = null as string | null, from = 0, limit = 50 } = {},
): Promise<Found | null> => {
  const [row] = await as<{ found: Found | null }>(
    claims.get(actor),
    'select public.search($1, $2, $3, $4, $5) as found',
    [community, text, kind, from, limit],
  )
  return row?.found ?? null
}
const ids = (rows: { id: string }[] | undefined) => (rows ?? []).map((row) => row.id).sort()

/** Takes away what a first try of a test planted: the second begins as that did. */
const clear = (title: string) =>
  owner.query('delete from public.content_items where community_id = $1 and slug = md5($2)', [
    northside,
    title,
  ])

/** Plants a document of Northside and answers its id. */
async function plant(
  title: string,
  body: string,
  fields: { status?: string; summary?: string } = {},
) {
  await clear(title)
  const { rows } = await owner.query<{ id: string }>(
    `with made as (
       insert into public.content_items (community_id, kind, title, slug, summary, status)
       values ($1, 'document', $2, md5($2), $3, $4) returning id
     ), kept as (
       insert into public.documents (id, body) select id, $5 from made
     ) select id from made`,
    [northside, title, fields.summary ?? '', fields.status ?? 'published', body],
  )
  return rows[0]?.id ?? ''
}

describe('what is found is what the policies show', () => {
  beforeAll(async () => {
    await owner.query(`update public.content_items set summary = 'Wherever quokkas graze'`)
    await owner.query(`update public.conversations set title = 'Of quokkas'`)
  })

  const open = actorNames.filter((actor) => actor !== 'nobody' && !keptOut[actor])

  test.each(open)('to %s', async (actor) => {
    const who = claims.get(actor)
    for (const community of [northside, harbor]) {
      const found = await search(actor, 'quokka', { community })
      // In a community: its own, and what the platform gave to it.
      const items = await as<{ id: string }>(
        who,
        `select id from public.content_items as i
         where deleted_at is null and (
           community_id = $1
           or community_id is null and status = 'published' and exists (
             select from public.content_assignments as a
             where a.item_id = i.id and (a.community_id = $1 or a.community_id is null)
           )
           and exists (select from public.communities where id = $1)
         )
         and exists (
           select from public.communities as c
           left join public.memberships as m on m.community_id = c.id and m.user_id = $2
           where c.id = $1 and (m.user_id is not null or (select private.is_platform_admin()))
         )`,
        [community, who?.sub],
      )
      const talks = await as<{ id: string }>(
        who,
        `select id from public.conversations
         where deleted_at is null and community_id = $1 and owner_id = $2`,
        [community, who?.sub],
      )
      expect(ids(found?.items)).toEqual(ids(items))
      const onlyTalks = await search(actor, 'quokka', { community, kind: 'conversation' })
      expect(ids(onlyTalks?.talks)).toEqual(ids(talks))
      // Counted is what is shown, and nothing more.
      const counted = Object.entries(found?.counts ?? {})
        .filter(([kind]) => kind !== 'conversation')
        .reduce((sum, [, n]) => sum + n, 0)
      expect(counted).toBe(items.length)
      expect(found?.counts.conversation ?? 0).toBe(talks.length)
    }
  })

  test('and the members of Northside do see some, its coaches more', async () => {
    const [member, coach] = [await search('owner', 'quokka'), await search('coach', 'quokka')]
    expect(member?.items.length).toBeGreaterThan(5)
    expect(coach?.items.length).toBeGreaterThan(member?.items.length ?? 0)
    expect(member?.talks.length).toBeGreaterThan(0)
  })

  test('nobody may ask', async () => {
    await expect(search('nobody', 'quokka')).rejects.toThrow(/permission denied/)
  })

  test('a word of a draft is neither found, nor guessed, nor hinted at', async () => {
    await plant('Unheard', 'The zyzzyva hides', { status: 'draft' })
    expect((await search('coach', 'zyzzyva'))?.items).toHaveLength(1)
    for (const text of ['zyzzyva', 'zyzzyvs', 'zyzz']) {
      const found = await search('owner', text)
      expect(found).toMatchObject({ how: 'nothing', items: [], talks: [] })
      expect(JSON.stringify(found)).not.toContain('zyzzyva')
    }
  })
})

describe('finding', () => {
  const titles = (found: Found | null) =>
    found?.items.map(({ title }) => title.replace(/[\ue000\ue001]/g, ''))

  test('goes by words in any form, beginnings, slips and parts, in both languages', async () => {
    await plant('Sprachmodelle verstehen', '')
    await plant('Über Übungen', 'Wie man übt.')
    await plant('Negotiating a contract', '')
    for (const [text, title, how] of [
      ['sprachmodell', 'Sprachmodelle verstehen', 'all'],
      ['modelle', 'Sprachmodelle verstehen', 'alike'],
      ['Übung', 'Über Übungen', 'all'],
      ['ubungen', 'Über Übungen', 'all'],
      ['uebungen', 'Über Übungen', 'alike'],
      ['negotiate', 'Negotiating a contract', 'all'],
      ['contr', 'Negotiating a contract', 'all'],
      ['contarct', 'Negotiating a contract', 'alike'],
      ['the contract', 'Negotiating a contract', 'all'],
      ['contract unheardofness', 'Negotiating a contract', 'some'],
    ] as const) {
      const found = await search('owner', text)
      expect([text, titles(found)?.[0], found?.how]).toEqual([text, title, how])
    }
  })

  test('finds Chinese and Japanese, which put no spaces between words', async () => {
    await plant('会議室の予約', '予約は総務部へ。')
    expect(titles(await search('owner', '会議'))).toContain('会議室の予約')
    expect(titles(await search('owner', '総務部'))).toContain('会議室の予約')
  })

  test('shows where in a text it stands, under which heading, marked and not as markup', async () => {
    await plant(
      'Handbook of hamsters',
      `# Food\n\nSeeds and <b>more</b> seeds.\n\n## Wheels\n\n${'Round and round. '.repeat(60)}The squeaking wheel <script>alert(1)</script> gets oil.`,
    )
    const [first] = (await search('owner', 'squeak'))?.items ?? []
    expect(first).toMatchObject({ heading: 'Wheels' })
    expect(first?.passage).toContain('\ue000squeaking\ue001 wheel')
    expect(first?.passage?.length).toBeLessThan(300)
    const [title] = (await search('owner', 'hamster'))?.items ?? []
    expect(title?.title).toBe('Handbook of \ue000hamsters\ue001')
  })

  describe('in what is said in a video', () => {
    const film = async (title: string, transcript: string) => {
      await clear(title)
      const { rows } = await owner.query<{ id: string }>(
        `with made as (
           insert into public.content_items (community_id, kind, title, slug, status)
           values ($1, 'video', $2, md5($2), 'published') returning id
         ) insert into public.videos (id, transcript) select id, $3 from made returning id`,
        [northside, title, transcript],
      )
      return rows[0]?.id ?? ''
    }
    const at = async (text: string) => {
      const [first] = (await search('owner', text))?.items ?? []
      return { second: first?.second, passage: first?.passage?.replace(/[\ue000\ue001]/g, '') }
    }

    test('leads to the second, and shows no times', async () => {
      const cue = (n: number) =>
        `${n}\n00:${String(n).padStart(2, '0')}:05.000 --> 00:${String(n).padStart(2, '0')}:09.500\n`
      await film(
        'Of captions',
        `WEBVTT\n\nNOTE of oxlips\n\n${Array.from({ length: 40 }, (_, n) => `${cue(n)}<v Ada>Said ${n === 31 ? 'a <i>narwhal</i> &amp; seal' : 'nothing'}</v>`).join('\n\n')}`,
      )
      expect(await at('narwhal')).toEqual({ second: 1865, passage: 'Ada: Said a narwhal & seal' })
      expect((await search('owner', 'oxlips'))?.how).toBe('nothing')
      await film(
        'Of written times',
        `0:05 Welcome.\n[12:30] Now the wombat\nand its burrow.\n1:02:03\nAt last the numbat.\n4:75 is none`,
      )
      expect(await at('burrow')).toEqual({
        second: 750,
        passage: 'Now the wombat and its burrow.',
      })
      expect(await at('numbat')).toEqual({
        second: 3723,
        passage: 'At last the numbat. 4:75 is none',
      })
      expect((await search('owner', 'WEBVTT'))?.how).toBe('nothing')
    })

    test('cuts long talk into pieces, and takes plain words as a text', async () => {
      await film('Of much', `0:10 ${'Round and round it goes. '.repeat(60)}\n2:00 A quoll.`)
      expect(await at('quoll')).toEqual({ second: 120, passage: 'A quoll.' })
      const { rows } = await owner.query<{ most: number; n: number }>(
        `select max(char_length(text)) as most, count(*)::int as n from private.cut_said($1)`,
        [`0:10 ${'Round and round it goes. '.repeat(60)}\n2:00 A quoll.`],
      )
      expect(rows[0]?.most).toBeLessThanOrEqual(400)
      expect(rows[0]?.n).toBeGreaterThan(3)
      await film('Of none', '# A bilby\n\nDigs without any times.')
      expect(await at('digs')).toEqual({ second: null, passage: 'Digs without any times.' })
    })

    test.each([
      'WEBVTT',
      'WEBVTT - of\n00:01.000 --> 00:02.000\nthe head\n\n00:41.000 --> 00:44.000\nAsk\na better question',
      'WEBVTT\n\n\nintro\n01:00:00.250 --> 01:00:01.000 align:start\n<v.loud Ada>Hi&nbsp;there &lt;b&gt; &amp;lt;\n\nSTYLE\n::cue {}\n\n01:00:02.000 --> 01:00:03.000\n',
      '4:12 Now you\n (1:02:03) - And you\n7:30\n\nBelow\nand on\n8:61 none\n1:2:3 none\n12:99:10 none\n120:59 Late',
      'No times at all\n\n  Really – none',
    ])('reads %j as its page does', async (text) => {
      const { rows } = await owner.query<{ at: number | null; text: string }>(
        'select said_at::float8 as at, text from private.lines_said($1)',
        [text],
      )
      expect(rows).toEqual(linesOf(text))
    })
  })

  /** Runs a change of the whole database, and takes it back. */
  const passing = async (change: () => Promise<void>) => {
    await owner.query('begin')
    try {
      await change()
    } finally {
      await owner.query('rollback')
    }
  }

  test('catches up with more than one statement has time for', () =>
    passing(async () => {
      const items: string[] = []
      for (let n = 0; n < 5; n += 1) items.push(await plant(`Long ${n}`, ''))
      await owner.query('set constraints all immediate')
      await owner.query('delete from private.search_backlog')
      await owner.query('update private.search_items set stale = item_id = any ($1)', [items])
      await owner.query(
        `create or replace function private.index_item(p_item uuid) returns void
         language plpgsql security definer set search_path = '' as $$ begin
           perform pg_sleep(1.1);
           update private.search_items set stale = false where item_id = p_item;
         end $$`,
      )
      // As private.enter() has it.
      await owner.query(`set local statement_timeout = '5s'`)
      const batches: number[] = []
      for (let done = -1; done !== 0; batches.push(done)) {
        const { rows } = await owner.query('select private.catch_up_search() as done')
        done = rows[0].done
      }
      expect(batches).toEqual([2, 2, 1, 0])
    }))

  test('looks through a video without its captions once they are taken back', () =>
    passing(async () => {
      const { rows } = await owner.query<{ item: string }>(
        `with made as (
           insert into public.content_items (community_id, kind, title, slug, status)
           values ($1, 'video', 'Of subtitles', 'of-subtitles', 'published') returning id
         ), kept as (
           insert into public.videos (id) select id from made
         ), stored as (
           insert into public.files (community_id, name, media_type, bytes, state, sha256, words)
           values ($1, 'en.vtt', 'text/vtt', 10, 'stored', sha256('vtt'),
             E'WEBVTT\\n\\n00:01.000 --> 00:02.000\\nA dugong.')
           returning id
         ), used as (
           insert into public.content_files (item_id, file_id, purpose)
           select made.id, stored.id, 'captions' from made, stored
         ) select id as item from made`,
        [northside],
      )
      await owner.query('set constraints all immediate')
      const found = async () => {
        const { rows: passages } = await owner.query(
          'select text from private.search_passages where item_id = $1',
          [rows[0]?.item],
        )
        return passages.map(({ text }) => text)
      }
      expect(await found()).toEqual(['A dugong.'])
      await owner.query(
        readFileSync(
          new URL(
            '../../../supabase/rollbacks/20261121197100_words_of_captions.sql',
            import.meta.url,
          ),
          'utf8',
        ),
      )
      await owner.query('select private.catch_up_search()')
      expect(await found()).toEqual([])
    }))

  test('finds what was said in a conversation, and leads to the message', async () => {
    const found = await search('owner', 'good day', { kind: 'conversation' })
    const talk = found?.talks.find((each) => each.id === id('private'))
    expect(talk?.message).toBe(id('answer in private').replace('01936a00', '01936a01'))
    expect(talk?.passage).toBe('\ue000Good\ue001 \ue000day\ue001')
    expect(found?.items).toEqual([])
  })

  test('keeps up with what is changed, tagged, renamed and taken away', async () => {
    const item = await plant('Ephemera', 'First the gnomon.')
    expect((await search('owner', 'gnomon'))?.items).toHaveLength(1)
    await owner.query(`update public.documents set body = 'Now the astrolabe.' where id = $1`, [
      item,
    ])
    expect((await search('owner', 'gnomon'))?.how).toBe('nothing')
    expect((await search('owner', 'astrolabe'))?.items).toHaveLength(1)
    await owner.query(`delete from public.tags where name in ('Sundials', 'Clockwork')`)
    const { rows } = await owner.query<{ id: string }>(
      `insert into public.tags (community_id, name) values ($1, 'Sundials') returning id`,
      [northside],
    )
    const tag = rows[0]?.id
    await owner.query('insert into public.content_tags (item_id, tag_id) values ($1, $2)', [
      item,
      tag,
    ])
    expect(ids((await search('owner', 'sundial'))?.items)).toEqual([item])
    await owner.query(`update public.tags set name = 'Clockwork' where id = $1`, [tag])
    await owner.query('select private.catch_up_search()')
    expect(ids((await search('owner', 'clockwork'))?.items)).toEqual([item])
    expect((await search('owner', 'sundial'))?.how).toBe('nothing')
    await owner.query('update public.content_items set deleted_at = now() where id = $1', [item])
    expect((await search('owner', 'astrolabe'))?.how).toBe('nothing')
    expect((await search('coach', 'astrolabe'))?.how).toBe('nothing')
  })

  test('takes in messages from before there was a search, newest first', async () => {
    await owner.query('delete from private.search_talks where message_id <> conversation_id')
    await owner.query('insert into private.search_backlog (before_id) values (private.uuidv7())')
    expect((await search('owner', 'good day'))?.talks).toEqual([])
    await owner.query('select private.catch_up_search()')
    expect((await search('owner', 'good day'))?.talks.length).toBeGreaterThan(0)
    await owner.query('select private.catch_up_search()')
    const { rows } = await owner.query('select * from private.search_backlog')
    expect(rows).toEqual([])
  })

  test('a text of nothing but different words is saved, and its beginning found', async () => {
    const words = Array.from({ length: 60_000 }, (_, at) => `w${(at * 7919).toString(36)}x${at}`)
    const item = await plant('Endless', `Beginning ${words.join(' ').slice(0, 990_000)}`)
    expect(ids((await search('owner', 'endless beginning'))?.items)).toEqual([item])
  })
})

describe('a word that very many have', () => {
  const community = '0000aaaa-0000-7000-8000-000000000000'

  /** Plants so many items, the oldest first. */
  async function plantMany(from: number, many: number, title: string, status = 'published') {
    await owner.query(
      `insert into public.content_items (id, community_id, kind, title, slug, summary, status)
       select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-00000000bbbb')::uuid, $3, 'prompt',
         case when $2 = 1 then $4 else $4 || ' ' || n end, 'many-' || n, '', $5
       from generate_series($1::integer, $1::integer + $2::integer - 1) as n
       on conflict do nothing`,
      [from, many, community, title, status],
    )
  }
  const ask = async (text: string) => {
    const { rows } = await owner.query<{ user_id: string }>(
      'select user_id from public.memberships where community_id = $1',
      [community],
    )
    const asker = [...claims.values()].find((each) => each?.sub === rows[0]?.user_id)
    const [row] = await as<{ found: Found }>(asker, 'select public.search($1, $2) as found', [
      community,
      text,
    ])
    return row?.found
  }

  beforeAll(async () => {
    await owner.query(
      `insert into public.communities (id, slug, name) values ($1, 'many', 'Many')`,
      [community],
    )
    await owner.query(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
      [community, claims.get('owner')?.sub],
    )
    // The first of all is called by the word, 20 old ones have it, and of the newest all but some.
    await plantMany(1, 1, 'Zebra')
    await plantMany(2, 20, 'Old zebra')
    await plantMany(100, 300, 'Nothing of the kind')
    await plantMany(500, 250, 'New zebra')
    await plantMany(800, 30, 'Zebra in the making', 'draft')
    await plantMany(900, 400, 'Wombat')
  })

  test('is found in all of them, each once, where they are no more than are ranked', async () => {
    // Looked for among the newest, and then among those that are older.
    await owner.query(`delete from public.content_items where slug ~ '^many-(9..|1...)$'`)
    const found = await ask('zebra')
    expect(found?.how).toBe('all')
    expect(found?.counts.prompt).toBe(271)
    expect(found?.items[0]?.title).toBe('\ue000Zebra\ue001')
    expect(new Set(ids(found?.items)).size).toBe(found?.items.length)
    await plantMany(900, 400, 'Wombat')
  })

  test('is found by the newest, and by what is called so, where more have it', async () => {
    await plantMany(2000, 320, 'Newest zebra')
    const found = await ask('zebra')
    expect(found?.counts.prompt).toBe(300)
    expect(found?.items[0]?.title).toBe('\ue000Zebra\ue001')
    const rest = found?.items.slice(1).map(({ title }) => title) ?? []
    expect(rest.filter((title) => !title.startsWith('Newest'))).toEqual([])
  })
})

describe('what is shown of a text', () => {
  const mark = async (text: string, most: number) => {
    const { rows } = await owner.query<{ marked: string }>(
      `select private.mark_found($1, 'squeak | zurich:*', '{english,german}', $2) as marked`,
      [text, most],
    )
    return rows[0]?.marked
  }

  test('has each word marked that fits in any form, and no part of one', async () => {
    expect(await mark('Squeaks, squeaking; unsqueak ZÜRICHER', 99)).toBe(
      '\ue000Squeaks\ue001, \ue000squeaking\ue001; unsqueak \ue000ZÜRICHER\ue001',
    )
    expect(await mark('Nothing (a.b|c*) \\& here', 99)).toBe('Nothing (a.b|c*) \\& here')
    expect(await mark('', 99)).toBe('')
  })

  test('begins a little before the first, and is cut between words', async () => {
    const text = `${'Some words go before it. '.repeat(9)}It will squeak. ${'And then more. '.repeat(9)}`
    const shown = (await mark(text, 120)) ?? ''
    expect(shown).toMatch(/^… .*\ue000squeak\ue001\. .* …$/)
    const inside = shown.slice(2, -2).replace(/[\ue000\ue001]/g, '')
    expect(text).toContain(inside)
    expect(inside.length).toBeLessThanOrEqual(120)
    expect(inside.length).toBeGreaterThan(100)
    expect(inside).toMatch(/^\W* ?(Some|words|go|before|it)\b.*\b(And|then|more)\W*$/)
    expect(await mark('word '.repeat(99), 22)).toBe('word word word word …')
  })
})

describe('bad input', () => {
  test.each([
    "'",
    '%',
    '%%%',
    '_',
    '\\',
    '.*',
    '(a+)+$',
    "'; drop table x; --",
    '&|!():*<->',
    '\ue000\ue001',
    ' ',
    '',
    'the',
    '<b>',
    '🦔',
    'a'.repeat(200),
    'ab '.repeat(66),
  ])('%j is answered', async (text) => {
    const found = await search('owner', text)
    expect(found?.how).toMatch(/all|alike|some|nothing/)
  })

  test('more than two hundred characters, and kinds that there are not, are refused', async () => {
    await expect(search('owner', 'a'.repeat(201))).rejects.toMatchObject({
      detail: 'search.too-long',
    })
    await expect(search('owner', 'a', { kind: 'x' })).rejects.toMatchObject({
      detail: 'search.kind',
    })
    expect(
      (await search('owner', 'quokka', { from: -5, limit: 99999 }))?.items.length,
    ).toBeLessThan(51)
  })
})

describe('the judged hundred', () => {
  let place: SamplePlace
  beforeAll(async () => {
    place = await plantPlace(owner, 300)
  })

  test('are a hundred, of slips and beginnings too, in two languages', () => {
    expect(judgements).toHaveLength(100)
    for (const about of ['words', 'prefix', 'typo'] as const) {
      for (const language of ['en', 'de'] as const) {
        const some = judgements.filter((each) => each.about === about && each.language === language)
        expect(some.length).toBeGreaterThanOrEqual(6)
      }
    }
  })

  test('reach an nDCG@10 of 0.8, and each kind of search by itself', async () => {
    const judged = await judge(worker, place)
    expect(mean(judged.map(({ ndcg }) => ndcg))).toBeGreaterThanOrEqual(0.8)
    for (const about of ['words', 'prefix', 'typo'] as const) {
      const some = judged.filter(({ judgement }) => judgement.about === about)
      expect(mean(some.map(({ ndcg }) => ndcg))).toBeGreaterThanOrEqual(0.8)
    }
  })
})
