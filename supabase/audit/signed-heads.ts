import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import {
  type AuditHead,
  headName,
  type SignedHead,
} from '../../app/features/operations/audit-head.ts'
import { firstHash, nextHash } from './digest.ts'
import type { HeadSource } from './head-sources.ts'

/** Public keys by their ids. */
export type HeadKeys = Map<string, KeyObject>

/** What lies outside about one chain, checked in itself. */
export interface SignedChain {
  chain: string
  /** Each row's id and digest; the first stands at place 1. Ends where trouble begins. */
  rows: [id: string, digest: string][]
  /** Heads by their place, in order. */
  heads: { place: number; hash: string; at: number }[]
  /** What is wrong with the heads themselves, the first thing only. */
  trouble: string | null
}

/**
 * Public keys from JWKs: one, or a list, pairs among them.
 *
 * @throws Error when the text is none
 */
export function readKeys(text: string): HeadKeys {
  const parsed: unknown = JSON.parse(text)
  const keys: HeadKeys = new Map()
  for (const jwk of Array.isArray(parsed) ? parsed : [parsed]) {
    const { kty, crv, x, kid } = jwk as Record<string, string>
    if (!kid || !x) throw new Error('a key has no kid, or no x')
    const key = createPublicKey({ key: { kty: kty ?? '', crv: crv ?? '', x }, format: 'jwk' })
    keys.set(kid, key)
  }
  return keys
}

const form =
  /^(?:.*\/)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/(\d{15})\.json$/

/** Reads and checks every head of a source; the chains, by id. */
export async function readSignedChains(
  source: HeadSource,
  keys: HeadKeys,
): Promise<Map<string, SignedChain>> {
  const names = (await source.list()).filter((name) => form.test(name)).sort()
  const chains = new Map<string, SignedChain>()
  for (const batch of inBatches(names, 50)) {
    const texts = await Promise.all(batch.map((name) => source.read(name)))
    batch.forEach((name, at) => {
      const [, chain = '', place = ''] = form.exec(name) ?? []
      const signed = chains.get(chain) ?? { chain, rows: [], heads: [], trouble: null }
      chains.set(chain, signed)
      if (signed.trouble) return
      try {
        const head = openHead(texts[at] ?? '', keys)
        if (head.chain !== chain || head.place !== Number(place)) {
          throw new Error(`says that it is ${headName(head.chain, head.place)}`)
        }
        addHead(signed, head)
      } catch (error) {
        signed.trouble = `the head ${name} ${(error as Error).message}`
      }
    })
  }
  return chains
}

/** @throws Error when the signature is not ours, or the head is none */
export function openHead(text: string, keys: HeadKeys): AuditHead {
  let signed: SignedHead
  try {
    signed = JSON.parse(text)
  } catch {
    throw new Error('can not be read')
  }
  const key = keys.get(signed.keyId)
  if (!key) throw new Error(`is signed with a key that is not known here (${signed.keyId})`)
  const signature = Buffer.from(String(signed.signature), 'base64url')
  if (!verify(null, Buffer.from(String(signed.body)), key, signature)) {
    throw new Error('has a false signature')
  }
  return JSON.parse(signed.body)
}

function addHead(signed: SignedChain, head: AuditHead): void {
  const { rows } = signed
  if (head.from > rows.length + 1) {
    throw new Error(`begins at place ${head.from}: those from ${rows.length + 1} on lie nowhere`)
  }
  if (head.place !== head.from + head.rows.length - 1) throw new Error('has too few rows')
  const last = signed.heads.at(-1)
  head.rows.forEach(([id, digest], at) => {
    const known = rows[head.from + at - 1]
    if (known && (known[0] !== id || known[1] !== digest)) {
      throw new Error(`tells place ${head.from + at} otherwise than an earlier head`)
    }
    if (!known) rows.push([id, digest])
  })
  // From the hash that the head before was signed with, which was checked the same way.
  let hash = last?.hash ?? firstHash(signed.chain)
  for (let place = (last?.place ?? 0) + 1; place <= head.place; place += 1) {
    const [id, digest] = rows[place - 1] ?? ['', '']
    hash = nextHash(hash, place, id, digest)
  }
  if (hash !== head.hash) throw new Error('has a hash that its rows do not have')
  signed.heads.push({ place: head.place, hash, at: Date.parse(head.at) })
}

function* inBatches<T>(items: T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}
