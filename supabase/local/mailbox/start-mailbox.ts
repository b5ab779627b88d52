import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Mail, Mailer } from '../auth/mails.ts'
import { listenOn } from '../postgres/free-port.ts'
import type { Secrets } from '../postgres/secrets.ts'
import { listPage, messagePage, missingPage } from './pages.ts'
import { openStore, type StoredMail } from './store.ts'

export interface MailboxOptions {
  /** The folder that keeps the mails. */
  dir: string
  /** Keeps the port from one start to the next. */
  secrets: Secrets
  /** A fixed port; the last one, or a free one, unless told. */
  port?: number
  /** How many mails are kept; the oldest go first. 200 unless told. */
  keep?: number
}

export interface Mailbox extends Mailer {
  /** The page that lists the mails. `/messages.json?to=…` gives the same as JSON. */
  url: string
  deliver(mail: Mail): Promise<void>
  /** The kept mails, the newest first. */
  mails(to?: string): StoredMail[]
  stop(): Promise<void>
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Starts the local mailbox: mails that would leave for the network stay here, for a page to show. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const store = openStore(options.dir, options.keep ?? 200)
  const server = createServer((request, response) => answer(request, response))
  const port = await listenOn(server, options.port, {
    secrets: options.secrets,
    name: 'mailbox.port',
  })

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '')
    const id = /^\/messages\/([\w-]+)$/.exec(pathname)?.[1]
    if (!local || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(local ? 405 : 403, headers).end()
    } else if (pathname === '/') {
      page(response, 200, listPage(store.list()))
    } else if (pathname === '/messages.json') {
      response.writeHead(200, { ...headers, 'content-type': 'application/json' })
      response.end(JSON.stringify(store.list(searchParams.get('to') ?? undefined)))
    } else {
      const mail = id === undefined ? undefined : store.read(id)
      page(response, mail ? 200 : 404, mail ? messagePage(mail) : missingPage())
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async deliver(mail) {
      store.add(mail)
    },
    mails: (to) => store.list(to),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' })
  response.end(html)
}
