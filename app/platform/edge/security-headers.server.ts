/** Where what a page plays comes from, beside this site: whole origins. */
export interface PlaysFrom {
  /** Of a frame with another site's player. */
  frame?: string
  /** Of a file in the browser's own player; its captions are ours. */
  media?: string
}

interface HeaderOptions {
  nonce: string
  secure: boolean
  requestId: string
  plays?: PlaysFrom
}

/** Sets what every response carries. Pages are private to the person: nobody may keep them. */
export function setSecurityHeaders(
  headers: Headers,
  { nonce, secure, requestId, plays = {} }: HeaderOptions,
): void {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    ["media-src 'self'", plays.media].filter(Boolean).join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    // Of our own only /diagram lets itself be framed.
    ["frame-src 'self'", plays.frame].filter(Boolean).join(' '),
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ]
  // A file brings a stricter one of its own.
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', policy.join('; '))
  }
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('x-frame-options')) headers.set('x-frame-options', 'DENY')
  // `no-referrer` would make a form's post say `Origin: null`.
  headers.set('referrer-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('x-request-id', requestId)
  if (secure) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
}
