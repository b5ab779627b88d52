import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import {
  FOUND_PAGE,
  type Found,
  type FoundItem,
  type FoundKind,
  type FoundTalk,
  type Piece,
} from './found'

/** Titles that are offered while somebody types. */
const OFFERED = 8
/** Characters that are looked for. */
const READ = 200

export interface Asked {
  text: string
  /** What was typed is longer than what is looked for. */
  cut: boolean
}

/** What somebody searches for, as it is shown back and looked for. */
export function readText(typed: string | null): Asked {
  const clean = (typed ?? '')
    .slice(0, READ * 5)
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...clean]
  return {
    text: letters.slice(0, READ).join('').trim(),
    cut: letters.length > READ || (typed ?? '').length > READ * 5,
  }
}

const OPENS = '\ue000'
const MARKS = /[\ue000\ue001]/

/** The text of the database, whose marks are two characters that it can't hold otherwise. */
export function toPieces(marked: string): Piece[] {
  const pieces: Piece[] = []
  let found = false
  for (const part of marked.split(/([\ue000\ue001])/)) {
    if (MARKS.test(part)) found = part === OPENS
    else if (part) pieces.push({ text: part, found })
  }
  return pieces
}

type Told<T> = Omit<T, 'title' | 'summary' | 'passage'> & {
  title: string
  summary: string | null
  passage: string | null
}

interface Answer extends Omit<Found, 'items' | 'talks'> {
  items: Told<FoundItem>[]
  talks: Told<FoundTalk>[]
}

interface Question {
  community: string
  text: string
  kind: FoundKind | null
  /** Results before this page. */
  from: number
}

const nothing: Answer = { how: 'nothing', items: [], talks: [], counts: {}, more: false }

const pieces = (text: string | null) => (text === null ? null : toPieces(text))

/** What a person may see of a community, and their own conversations there, best first. */
export async function search(
  db: Database,
  { community, text, kind, from }: Question,
): Promise<Found> {
  const [row] = text
    ? await db.read(
        sql<{ found: Answer | null }>`
          select public.search(
            (select id from public.communities where slug = ${community} and deleted_at is null),
            ${text}, ${kind}, ${from}, ${FOUND_PAGE}
          ) as found`,
      )
    : []
  const { items, talks, ...rest } = row?.found ?? nothing
  return {
    ...rest,
    items: items.map((item) => ({
      ...item,
      title: toPieces(item.title),
      summary: toPieces(item.summary ?? ''),
      passage: pieces(item.passage),
    })),
    talks: talks.map((talk) => ({
      ...talk,
      title: toPieces(talk.title),
      passage: pieces(talk.passage),
    })),
  }
}

/** Names of what somebody may be about to search for. */
export async function offerNames(
  db: Database,
  { community, text }: Pick<Question, 'community' | 'text'>,
): Promise<string[]> {
  if (text.length < 2) return []
  const rows = await db.read(
    sql<{ name: string }>`
      select distinct on (offered.place) translate(offered.named ->> 'title', ${'\ue000\ue001'}, '')
        as name
      from jsonb_array_elements(
        public.search(
          (select id from public.communities where slug = ${community} and deleted_at is null),
          ${text}, null, 0, ${OFFERED}
        ) -> 'items'
      ) with ordinality as offered (named, place)
      order by offered.place`,
  )
  return [...new Set(rows.map(({ name }) => name))]
}
