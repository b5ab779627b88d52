import { describe, expect, it } from 'vitest'
import { type LinkedFile, linkIn, openFileLinks } from './file-links.server'

const file: LinkedFile = {
  id: '0190a000-0000-7000-8000-000000000001',
  name: 'Grüße & mehr.png',
  mediaType: 'image/png',
  bytes: 1234,
}
const start = Date.parse('2030-01-01T12:00:00Z')
const minutes = (n: number) => n * 60_000

/** What a link says after it went through an address bar. */
function comeBack(href: string, bend: (url: URL) => void = () => {}) {
  const url = new URL(href, 'https://gym.test')
  bend(url)
  const [, , id = '', name = ''] = url.pathname.split('/')
  return linkIn(url, { id, name: decodeURIComponent(name) })
}

async function proved(
  bend: (url: URL) => void = () => {},
  { userId = 'me', later = 0, secret = 'secret' } = {},
) {
  const href = await openFileLinks('secret', () => start).link(file, 'me')
  const link = comeBack(href, bend)
  if (!link) throw new Error('the link brings no proof')
  return openFileLinks(secret, () => start + later).prove(link, userId)
}

describe('a link to a file', () => {
  it('opens the file for whom it was made, for five minutes at least, and ten at most', async () => {
    expect(await proved()).toBe('good')
    expect(await proved(undefined, { later: minutes(5) })).toBe('good')
    expect(await proved(undefined, { later: minutes(10) })).toBe('late')
  })

  it('opens nothing for anybody else, or where the secret is another', async () => {
    expect(await proved(undefined, { userId: 'you' })).toBe('bent')
    expect(await proved(undefined, { secret: 'another' })).toBe('bent')
  })

  it.each<[string, (url: URL) => void]>([
    ['another file', (url) => (url.pathname = url.pathname.replace('0001', '0002'))],
    ['another name', (url) => (url.pathname = url.pathname.replace('.png', '.html'))],
    ['another type', (url) => url.searchParams.set('type', 'text/html')],
    ['another length', (url) => url.searchParams.set('bytes', '9')],
    ['a later end', (url) => url.searchParams.set('until', '99999999999')],
    ['no end', (url) => url.searchParams.set('until', 'NaN')],
    ['another proof', (url) => url.searchParams.set('proof', 'A'.repeat(43))],
    ['half a proof', (url) => url.searchParams.set('proof', 'A')],
    ['no proof', (url) => url.searchParams.set('proof', '')],
  ])('does not lead to %s', async (_what, bend) => {
    expect(await proved(bend)).toBe('bent')
  })

  it('stays the same for a while, so that the browser need not fetch again', async () => {
    const at = (ms: number) => openFileLinks('secret', () => start + ms).link(file, 'me')
    expect(await at(minutes(4))).toBe(await at(0))
    expect(await at(minutes(5))).not.toBe(await at(0))
  })

  it('is none where nothing proves it', () => {
    expect(comeBack('/files/a/b')).toBeNull()
  })
})
