import { createServer, request, type ServerResponse } from 'node:http'

const RELOAD_PATH = '/__reload'
const SCRIPT = `new EventSource('${RELOAD_PATH}').onmessage=()=>location.reload()`

export interface ReloadProxy {
  url: string
  /** Tells every open page to load itself again. */
  reload(): void
  stop(): Promise<void>
}

interface ReloadProxyOptions {
  port: number
  /** Where the product answers. */
  target: string
}

/**
 * Stands before the product while one develops, and puts a line of script into each page that loads
 * it again after a rebuild. The product itself knows nothing of it.
 */
export async function startReloadProxy({ port, target }: ReloadProxyOptions): Promise<ReloadProxy> {
  const pages = new Set<ServerResponse>()
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === RELOAD_PATH) {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
      outgoing.write(':\n\n')
      pages.add(outgoing)
      outgoing.on('close', () => pages.delete(outgoing))
      return
    }
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' }
    const upstream = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers },
      (answer) => {
        const html = answer.headers['content-type']?.startsWith('text/html') ?? false
        const policy = String(answer.headers['content-security-policy'] ?? '')
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
        const { 'content-length': _length, ...rest } = answer.headers
        outgoing.writeHead(answer.statusCode ?? 502, html ? rest : answer.headers)
        let begun = !html
        answer.on('data', (chunk: Buffer) => {
          const text = begun ? chunk : withScript(String(chunk), nonce)
          begun = true
          outgoing.write(text)
        })
        answer.on('end', () => outgoing.end())
      },
    )
    upstream.on('error', (error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' })
      outgoing.end(`The Worker did not answer: ${error.message}`)
    })
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const bound = address !== null && typeof address === 'object' ? address.port : port
  return {
    url: `http://127.0.0.1:${bound}`,
    reload() {
      for (const page of pages) page.write('data: reload\n\n')
    },
    stop() {
      for (const page of pages) page.end()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function withScript(html: string, nonce: string | undefined): string {
  if (!nonce) return html
  return html.replace('</head>', `<script nonce="${nonce}">${SCRIPT}</script></head>`)
}
