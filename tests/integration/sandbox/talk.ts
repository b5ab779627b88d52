import { expect } from 'vitest'
import type { TestApp } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { batchesSince } from '../content/gym'

/** Sample agents of the demo seed. */
export const WRITER = '01936a00-0000-7000-8000-000000000021'
export const DRAFT = '01936a00-0000-7000-8000-000000000025'
export const SANDBOX = '/c/northside/sandbox'

/** The value of the first hidden field of that name. */
export function hidden(html: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
  if (value === undefined) throw new Error(`the page has no field ${name}`)
  return value
}

/** What stands in the field for the message, as the browser would show it. */
export function typed(html: string): string {
  const raw = /<textarea[^>]*name="message"[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? ''
  return raw
    .replace(/^\n/, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}

/** A page's text without its tags, scripts left out. */
export function words(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ')
}

/** Begins a conversation by the form; answers where it leads. */
export async function begin(
  browser: TestBrowser,
  message: string,
  agent = WRITER,
  sandbox = SANDBOX,
): Promise<string> {
  const key = crypto.randomUUID()
  const page = await browser.post(`${sandbox}?agent=${agent}`, { agent, message, post_key: key })
  expect(page.status).toBe(303)
  const path = page.location ?? ''
  expect(path).toMatch(/\/sandbox\/[0-9a-f-]{36}#answer$/)
  return path.replace('#answer', '')
}

/** Posts a message to a conversation, with a key of its own unless told. */
export function send(
  browser: TestBrowser,
  path: string,
  message: string,
  key: string = crypto.randomUUID(),
): Promise<Page> {
  return browser.post(path, { intent: 'send', message, post_key: key })
}

/** Waits until the newest answer of a conversation has this status. */
export async function untilStatus(
  app: TestApp,
  path: string,
  status: string,
): Promise<{ id: string; text: string; failure: string | null }> {
  const id = path.split('/').at(-1)
  let last: { id: string; status: string; text: string; failure: string | null } | undefined
  await expect
    .poll(
      async () => {
        const { rows } = await app.sql.query(
          `select id, status, text, failure from public.messages
           where conversation_id = $1 and author = 'agent' order by id desc limit 1`,
          [id],
        )
        last = rows[0]
        return last?.status
      },
      { timeout: 10_000, interval: 30 },
    )
    .toBe(status)
  if (!last) throw new Error('no answer')
  return last
}

/** Messages that a conversation holds. */
export async function countMessages(app: TestApp, path: string): Promise<number> {
  const { rows } = await app.sql.query(
    'select count(*)::int as n from public.messages where conversation_id = $1',
    [path.split('/').at(-1)],
  )
  return rows[0].n
}

/** Batches that were sent to Postgres while `work` ran, answers' own savings not counted. */
export async function batchesOf(app: TestApp, work: () => Promise<unknown>): Promise<number> {
  const before = app.logged.length
  await work()
  return batchesSince(app, before)
}

/** Reads a body as it comes, and waits for words in it. */
export function reading(page: Page) {
  const reader = page.body?.getReader()
  if (!reader) throw new Error('no body')
  const decoder = new TextDecoder()
  let text = ''
  let done = false
  return {
    get text() {
      return text
    },
    get done() {
      return done
    },
    /** Reads on until `part` has come. */
    async until(part: string): Promise<string> {
      while (!text.includes(part)) {
        const next = await reader.read()
        if (next.done) throw new Error(`the body ended without ${part}: ${text.slice(-2000)}`)
        text += decoder.decode(next.value, { stream: true })
      }
      return text
    },
    async rest(): Promise<string> {
      for (;;) {
        const next = await reader.read()
        if (next.done) break
        text += decoder.decode(next.value, { stream: true })
      }
      done = true
      return text
    },
    leave: () => reader.cancel(),
  }
}
