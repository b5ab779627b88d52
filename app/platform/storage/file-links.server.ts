import type { Person } from '../auth/actor'
import { fromBase64Url, toBase64Url } from '../base64url'
import { filePath } from './file-path'

/**
 * Seconds of a window. A link holds to the end of the window after the one it was made in: so long at
 * most may somebody who was removed open what they have a link to. An older one costs a question to
 * the database, and leads on.
 */
const WINDOW_SECONDS = 5 * 60

/** What a link names; whoever holds it reads no more than this. */
export interface LinkedFile {
  id: string
  name: string
  mediaType: string
  bytes: number
}

/** Makes and proves short-lived links. A link is one person's: sent on, it opens nothing. */
export interface FileLinks {
  /** The same for five minutes, so that a browser's own cache has use of it. */
  link(file: LinkedFile, userId: string): Promise<string>
  prove(link: Link, userId: string): Promise<Verdict>
}

/** Gives each file its link for whoever asks; null where the installation has no place for files. */
export function linkFiles<File extends LinkedFile>(
  files: readonly File[],
  links: FileLinks,
  person: Person,
): Promise<(File & { href: string })[]>
export function linkFiles<File extends LinkedFile>(
  files: readonly File[],
  links: FileLinks | null,
  person: Person,
): Promise<(File & { href: string | null })[]>
export function linkFiles<File extends LinkedFile>(
  files: readonly File[],
  links: FileLinks | null,
  { userId }: Person,
): Promise<(File & { href: string | null })[]> {
  return Promise.all(
    files.map(async (file) => ({ ...file, href: links && (await links.link(file, userId)) })),
  )
}

/** A link as it came back. */
export interface Link extends LinkedFile {
  /** Seconds since the epoch. */
  until: number
  proof: string
}

/** `late` is a true link whose time has passed, `bent` any that was not made here for this person. */
export type Verdict = 'good' | 'late' | 'bent'

const encoder = new TextEncoder()

/** The bytes of a proof; null where the text has another form. */
const proofIn = (text: string) => (/^[\w-]{43}$/.test(text) ? fromBase64Url(text) : null)

/** The key of links alone, derived (HKDF) from a secret that may have other uses. */
async function keyFrom(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, [
    'deriveKey',
  ])
  const info = encoder.encode('aigym file links 1')
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info },
    base,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign', 'verify'],
  )
}

/** The link that an address brings; null where it brings none. */
export function linkIn(url: URL, file: Pick<LinkedFile, 'id' | 'name'>): Link | null {
  const query = url.searchParams
  const proof = query.get('proof')
  if (proof === null) return null
  return {
    ...file,
    mediaType: query.get('type') ?? '',
    bytes: Number(query.get('bytes') ?? Number.NaN),
    until: Number(query.get('until') ?? Number.NaN),
    proof,
  }
}

/**
 * Of one request: a key that is being made must not be waited for by another's.
 *
 * @param clock milliseconds since the epoch
 */
export function openFileLinks(secret: string, clock: () => number = Date.now): FileLinks {
  let key: Promise<CryptoKey> | undefined
  const keyOf = () => {
    key ??= keyFrom(secret)
    return key
  }
  const said = (file: LinkedFile, userId: string, until: number) =>
    encoder.encode(JSON.stringify([file.id, file.name, file.mediaType, file.bytes, userId, until]))
  return {
    async link(file, userId) {
      const now = Math.floor(clock() / 1000)
      const until = (Math.floor(now / WINDOW_SECONDS) + 2) * WINDOW_SECONDS
      const proof = await crypto.subtle.sign('HMAC', await keyOf(), said(file, userId, until))
      const query = new URLSearchParams({
        type: file.mediaType,
        bytes: String(file.bytes),
        until: String(until),
        proof: toBase64Url(new Uint8Array(proof)),
      })
      return `${filePath(file)}?${query}`
    },
    async prove(link, userId) {
      const { until } = link
      const proof = proofIn(link.proof)
      if (!proof) return 'bent'
      const text = said(link, userId, until)
      if (!(await crypto.subtle.verify('HMAC', await keyOf(), proof, text))) return 'bent'
      return until * 1000 > clock() ? 'good' : 'late'
    },
  }
}
