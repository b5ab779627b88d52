/** Where a video comes from, and how it plays on a page of ours. */
export interface VideoSource {
  /** In a frame of the site that has it, or in the browser's own player. */
  plays: 'frame' | 'file'
  /** Who has it, as people call it. */
  name: string
  /** The page or file itself, for who would rather go there. */
  address: string
  /** What the page's policy has to let in. */
  origin: string
  /** The address that plays. */
  player: string
  /** Bytes, where it is a file of ours; its origin is ours then. */
  bytes?: number
}

/** A file that was uploaded here. */
export const sourceOfFile = (file: { name: string; href: string; bytes: number }): VideoSource => ({
  plays: 'file',
  name: file.name,
  address: file.href,
  origin: '',
  player: file.href,
  bytes: file.bytes,
})

const YOUTUBE = /^(?:www\.|m\.)?(?:youtube\.com|youtube-nocookie\.com)$/
const YOUTUBE_ID = /^[\w-]{11}$/

function youTube({ hostname, pathname, searchParams }: URL): VideoSource | null {
  const [, first = '', second = ''] = pathname.split('/')
  let id = ''
  if (hostname === 'youtu.be') id = first
  else if (!YOUTUBE.test(hostname)) return null
  else if (first === 'watch') id = searchParams.get('v') ?? ''
  else if (['embed', 'shorts', 'live'].includes(first)) id = second
  if (!YOUTUBE_ID.test(id)) return null
  const origin = 'https://www.youtube-nocookie.com'
  return {
    plays: 'frame',
    name: 'YouTube',
    address: `https://www.youtube.com/watch?v=${id}`,
    origin,
    player: `${origin}/embed/${id}`,
  }
}

function vimeo({ hostname, pathname, searchParams }: URL): VideoSource | null {
  const page = /^(?:www\.)?vimeo\.com$/.test(hostname)
  const path = page
    ? /^\/(?:channels\/[\w-]+\/)?(\d{4,12})(?:\/([\da-f]{6,40}))?\/?$/.exec(pathname)
    : hostname === 'player.vimeo.com' && /^\/video\/(\d{4,12})\/?$/.exec(pathname)
  if (!path) return null
  const [, id, inPath] = path
  // Unlisted videos have a word of their own.
  const word = inPath ?? searchParams.get('h')?.match(/^[\da-f]{6,40}$/)?.[0]
  const origin = 'https://player.vimeo.com'
  return {
    plays: 'frame',
    name: 'Vimeo',
    address: `https://vimeo.com/${id}${word ? `/${word}` : ''}`,
    origin,
    player: `${origin}/video/${id}?dnt=1${word ? `&h=${word}` : ''}`,
  }
}

function file({ hostname, origin, href, pathname }: URL): VideoSource | null {
  return /\.(?:mp4|m4v|webm)$/i.test(pathname)
    ? { plays: 'file', name: hostname, address: href, origin, player: href }
    : null
}

/** The one that an address names; null where nothing of it could play here. */
export function sourceOf(address: string): VideoSource | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username || url.password) return null
  // The origin becomes part of the page's policy, whose own signs must not stand in it.
  if (!/^[a-z\d.-]+\.[a-z\d-]+$/.test(url.hostname)) return null
  return youTube(url) ?? vimeo(url) ?? file(url)
}

/** The address that plays from a second on. */
export function playerAt({ plays, name, player }: VideoSource, at: number, autoplay: boolean) {
  const second = Math.floor(at)
  if (plays === 'file') return second > 0 ? `${player.replace(/#.*/, '')}#t=${at}` : player
  const url = new URL(player)
  if (autoplay) url.searchParams.set('autoplay', '1')
  if (second > 0 && name === 'YouTube') url.searchParams.set('start', String(second))
  if (second > 0 && name === 'Vimeo') url.hash = `t=${second}s`
  return url.href
}
