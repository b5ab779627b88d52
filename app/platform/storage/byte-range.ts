import type { ByteSpan } from './object-storage'

/**
 * What a `Range` header asks of `size` bytes (RFC 9110, 14.2): a span; `whole` where the header asks
 * nothing that is understood; `beyond` where nothing of it is there. Several ranges at
 * once are refused as `beyond`: no player asks for them, and each would be a read of its own.
 */
export function spanOf(header: string | null, size: number): ByteSpan | 'whole' | 'beyond' {
  if (!header?.startsWith('bytes=')) return 'whole'
  const [, from, to] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) {
    return header.includes(',') ? 'beyond' : 'whole'
  }
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'beyond' : { offset: size - length, length }
  }
  const offset = Number(from)
  if (to !== '' && Number(to) < offset) return 'whole'
  if (offset >= size) return 'beyond'
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return { offset, length: last - offset + 1 }
}
