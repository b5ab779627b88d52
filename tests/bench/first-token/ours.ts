import type { ServedApp } from '../../fixtures/served-app.ts'
import { plantMembers } from '../content/library.ts'
import { HttpPerson } from '../http-person.ts'
import { type AskAs, WORD } from './crowd.ts'

/** The community of the demo whose agent they ask. */
const COMMUNITY = 'northside'

/** People of a community, each of whom begins a conversation with each question. */
export interface OurCrowd {
  ask: AskAs
  /** Questions that are kept with a whole answer, and all that are kept. */
  saved(): Promise<{ whole: number; asked: number }>
}

/** Signs so many people in. */
export async function ourCrowd(app: ServedApp, people: number): Promise<OurCrowd> {
  const { rows } = await app.sql.query<{ community: string; agent: string }>(
    `select c.id as community, i.id as agent
     from public.content_items i join public.communities c on c.id = i.community_id
     where c.slug = $1 and i.kind = 'agent' and i.status = 'published' order by i.id limit 1`,
    [COMMUNITY],
  )
  const { community, agent } = rows[0] ?? { community: '', agent: '' }
  const members = await plantMembers(app.sql, community, 'crowd', people)
  const crowd: HttpPerson[] = []
  for (const { email } of members) {
    const person = new HttpPerson(app.url)
    await person.signIn(email)
    crowd.push(person)
  }
  return {
    async ask(at) {
      const sent = new URLSearchParams({
        ...{ community: COMMUNITY, agent, message: 'How do I begin?' },
        post_key: crypto.randomUUID(),
      })
      const person = crowd[at % crowd.length]
      if (!person) throw new Error('nobody is there')
      return (await person.onTheWire('/api/answers', sent, WORD)).ms
    },
    async saved() {
      const { rows } = await app.sql.query<{ whole: number; asked: number }>(
        `select count(*) filter (where m.author = 'person')::int as asked,
           count(*) filter (
             where m.author = 'agent' and m.status = 'complete' and m.text like $2
           )::int as whole
         from public.messages m join public.conversations c on c.id = m.conversation_id
         where c.community_id = $1`,
        [community, `${WORD} %and 9%`],
      )
      return rows[0] ?? { whole: 0, asked: 0 }
    },
  }
}
