import type { ServedApp } from '../../fixtures/served-app.ts'
import { quantile } from '../growth/measure.ts'
import { HttpPerson } from '../http-person.ts'
import type { Library } from './library.ts'
import { type Doer, pick, WORDS } from './mix.ts'

/**
 * What people do in this product.
 *
 * @param form whole pages, as a browser without JavaScript has them, or what a page's script asks for
 * instead to draw the next one: the data alone
 */
export async function ourDeeds(
  app: ServedApp,
  library: Library,
  form: 'pages' | 'data',
): Promise<Doer> {
  const people: HttpPerson[] = []
  for (const { email } of library.people) {
    const person = new HttpPerson(app.url)
    await person.signIn(email)
    people.push(person)
  }
  const room = `/c/${library.slug}`
  const end = form === 'data' ? '.data' : ''
  return async (deed, at, turn) => {
    const person = pick(people, at)
    const asked = {
      list: () => person.get(`${room}/documents${end}`),
      open: () => person.get(`${room}/documents/${pick(library.documents, turn)}${end}`),
      search: () => person.get(`${room}/search${end}?q=${pick(WORDS, turn)}`),
      keep: () =>
        person.post(`${room}/videos/${pick(library.videos, turn)}/progress`, {
          at: String(turn % 600),
          watched: `${turn % 580}-${(turn % 580) + 15}`,
          seconds: '600',
        }),
    }
    const answer = await asked[deed]()
    await answer.arrayBuffer()
    return answer.status
  }
}

/** Requests of each page. */
const TIMES = 300

/** How long the pages take that show what there is, one after the other, in milliseconds. */
export async function timePages(
  app: ServedApp,
  library: Library,
): Promise<{ page: string; p50: number; p95: number }[]> {
  const person = new HttpPerson(app.url)
  await person.signIn(pick(library.people, 0).email)
  const room = `/c/${library.slug}`
  const pages = {
    library: () => `${room}/documents`,
    search: (turn: number) => `${room}/search?q=${pick(WORDS, turn)}`,
    dashboard: () => `${room}/dashboard`,
  }
  const timed = []
  for (const [page, address] of Object.entries(pages)) {
    const times: number[] = []
    for (let turn = -20; turn < TIMES; turn += 1) {
      const { ms } = await person.onTheWire(address(turn + 20), null)
      if (turn >= 0) times.push(ms)
    }
    timed.push({ page, p50: quantile(times, 0.5), p95: quantile(times, 0.95) })
  }
  return timed
}
