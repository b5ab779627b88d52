import { setTimeout } from 'node:timers/promises'

/** Somebody at the product's own pages, as a browser without scripts. */
class Visitor {
  readonly #cookies = new Map<string, string>()
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async post(path: string, body: URLSearchParams | FormData): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(path, this.#url), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: new URL(this.#url).origin, cookie },
      body,
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    await answer.arrayBuffer()
    return answer
  }
}

interface Bringing {
  url: string
  email: string
  password: string
  /** The community's name in addresses. */
  community: string
  package: Uint8Array
  /** Whether the import that was begun last is done. */
  isDone: () => Promise<boolean>
}

/** A post works for some seconds, and twenty more after its answer. */
const MOST_STEPS = 120

/**
 * Brings an export into a community as its coach would: over the import page, and so through its
 * checks and the database's policies.
 *
 * @throws Error that says at which step it was refused
 */
export async function bringPackage(bringing: Bringing): Promise<void> {
  const { url, email, password, community } = bringing
  const coach = new Visitor(url)
  const step = async (what: string, path: string, body: URLSearchParams | FormData) => {
    const answer = await coach.post(path, body)
    const location = answer.headers.get('location')
    if (answer.status >= 400 || !location) throw new Error(`${what} answered ${answer.status}`)
    return new URL(location, url).pathname
  }
  await step('signing in', '/login', new URLSearchParams({ email, password }))
  const form = new FormData()
  form.set('file', new File([bringing.package as BlobPart], 'samples.zip'))
  const report = await step('the import', `/c/${community}/admin/import`, form)
  await step('its start', report, new URLSearchParams({ intent: 'start', publish: 'yes' }))
  for (let steps = 0; !(await bringing.isDone()); steps += 1) {
    if (steps === MOST_STEPS) throw new Error('it took too long')
    await setTimeout(500)
    // Where it goes on already, this changes nothing.
    if (steps % 20 === 19) await step('going on', report, new URLSearchParams({ intent: 'go-on' }))
  }
}
