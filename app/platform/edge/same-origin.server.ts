const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that may change something comes from our own pages.
 *
 * Browsers send `Origin` with every unsafe request; one without it, or with another's, is refused.
 */
export function isSameOrigin(request: Request): boolean {
  if (SAFE.has(request.method)) return true
  const origin = request.headers.get('origin')
  if (origin === null) return request.headers.get('sec-fetch-site') === 'same-origin'
  return origin === new URL(request.url).origin
}

/**
 * Where to go after signing in: a path on this site, or `fallback` for anything else.
 *
 * A browser reads `//host`, `/\host` and control characters as other places than they look.
 */
export function safePath(next: string | null | undefined, fallback: string): string {
  if (!next?.startsWith('/') || next.startsWith('//')) return fallback
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it refuses
  if (/[\\\u0000-\u001f]/.test(next)) return fallback
  const url = new URL(next, 'http://same.invalid')
  // Dots go when an address is read: `/..//host` begins with two strokes after that.
  if (url.origin !== 'http://same.invalid' || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
