/** Somebody who uses the product over HTTP with cookies and without JavaScript. */
export class HttpPerson {
  readonly #base: string
  readonly #cookies = new Map<string, string>()

  constructor(base: string) {
    this.#base = base
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

  async #send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
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
