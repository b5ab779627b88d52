import { parseCookieHeader, serializeCookieHeader } from '@supabase/ssr'

/**
 * The cookies of one request, and what its response will change of them.
 *
 * Once `seal` was called, later changes are dropped: the response's head has been sent, and a cookie
 * that only this isolate believes in would sign the person out at the next request.
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>()
  readonly #changes = new Map<string, string>()
  #sealed = false
  /** Whether what is set may travel over https only. */
  readonly secure: boolean

  constructor(header: string | null, secure = false) {
    this.secure = secure
    for (const { name, value } of parseCookieHeader(header ?? '')) {
      this.#cookies.set(name, value ?? '')
    }
  }

  getAll(): { name: string; value: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value }))
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  set(name: string, value: string, options: Parameters<typeof serializeCookieHeader>[2]): void {
    if (this.#sealed) return
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
    this.#changes.set(name, serializeCookieHeader(name, value, options))
  }

  /** Adds a `Set-Cookie` header for each cookie that changed, and takes no more changes. */
  seal(headers: Headers): void {
    this.#sealed = true
    for (const change of this.#changes.values()) headers.append('set-cookie', change)
  }
}
