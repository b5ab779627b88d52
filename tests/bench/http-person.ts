import { Agent, type IncomingMessage, request } from 'node:http'

/** Members of the two communities of the demo, and which it is. */
export const DEMO_PEOPLE = [
  ['member@aigym.test', 'northside'],
  ['coach@aigym.test', 'northside'],
  ['rival@aigym.test', 'harbor'],
  ['rival-coach@aigym.test', 'harbor'],
] as const

/** What came on the wire, and after how many milliseconds. */
export interface OnTheWire {
  /** Until `text` had come; of the whole answer where none is waited for. */
  ms: number
  location: string | undefined
}

interface Asking {
  agent: Agent
  method: 'GET' | 'POST'
  headers: Record<string, string | number>
  body: string | null
}

/**
 * Asks an address, and reads what comes as it comes.
 *
 * @param text what is waited for; the rest is read to the end, untimed
 * @param seen called when it stands there
 */
export function timeOnTheWire(
  address: string,
  { body, ...asking }: Asking,
  text?: string,
  seen: () => void = () => {},
): Promise<OnTheWire> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const asked = request(address, { ...asking, timeout: 30_000 })
    asked.on('error', reject)
    asked.on('timeout', () => asked.destroy(new Error(`${address}: no answer in time`)))
    asked.on('response', (answer: IncomingMessage) => {
      let came = ''
      let ms: number | undefined
      answer.setEncoding('utf8').on('data', (part: string) => {
        if (ms !== undefined || text === undefined) return
        came += part
        if (!came.includes(text)) return
        ms = performance.now() - startedAt
        seen()
      })
      answer.on('error', reject)
      answer.on('end', () => {
        if (text !== undefined && ms === undefined) {
          reject(new Error(`${text} never came: ${came.slice(-300)}`))
        }
        const { location } = answer.headers
        resolve({ ms: ms ?? performance.now() - startedAt, location })
      })
    })
    asked.end(body ?? undefined)
  })
}

/** Somebody who uses the product over HTTP with cookies and without JavaScript. */
export class HttpPerson {
  readonly #base: string
  readonly #cookies = new Map<string, string>()
  /** Keeps connections open, as a browser does. */
  readonly agent = new Agent({ keepAlive: true })

  constructor(base: string) {
    this.#base = base
  }

  /** What a browser sends of its cookies. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async signIn(email: string, password = 'train-with-ai-2026'): Promise<void> {
    const answer = await this.post('/login', { email, password })
    await answer.text()
    if (answer.status !== 303 && answer.status !== 302) {
      throw new Error(`signing in as ${email} answered ${answer.status}`)
    }
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(path, { headers })
  }

  post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.#base, ...headers },
    })
  }

  /**
   * Sends a form or JSON, or asks for a page, and reads what comes as it comes: the time that a client of
   * more comfort takes for itself is not the product's.
   *
   * @param text what is waited for; the rest is read to the end, untimed
   * @param seen called when it stands there
   */
  onTheWire(
    path: string,
    sent: URLSearchParams | object | null,
    text?: string,
    seen: () => void = () => {},
  ): Promise<OnTheWire> {
    const isForm = sent instanceof URLSearchParams
    const body = sent && (isForm ? sent.toString() : JSON.stringify(sent))
    const headers = {
      cookie: this.cookie,
      ...(body === null
        ? {}
        : {
            origin: this.#base,
            'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
    }
    const method = body === null ? 'GET' : 'POST'
    return timeOnTheWire(
      this.#base + path,
      { agent: this.agent, method, headers, body },
      text,
      seen,
    )
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.cookie !== '') headers.set('cookie', this.cookie)
    const answer = await fetch(this.#base + path, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
    for (const line of answer.headers.getSetCookie()) {
      const pair = line.split(';')[0] ?? ''
      const at = pair.indexOf('=')
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
}

/** The value of a form's field in a page's HTML; the hidden ones are what a post must carry. */
export function fieldsOf(html: string, marker: string): Record<string, string> {
  const forms = html.split(/<form\b/).slice(1)
  const form = forms.find((each) => each.slice(0, each.indexOf('</form>')).includes(marker))
  if (!form) throw new Error(`no form with ${marker} in the page`)
  const fields: Record<string, string> = {}
  const end = form.indexOf('</form>')
  for (const [tag] of form.slice(0, end).matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1]
    const value = /\bvalue="([^"]*)"/.exec(tag)?.[1]
    if (name && value !== undefined && /type="hidden"/.test(tag)) fields[name] = value
  }
  return fields
}
