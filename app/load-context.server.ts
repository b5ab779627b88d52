import type { Database } from '~/data/database.server'
import type { Answers } from '~/features/sandbox/answers/answers.server'
import type { Actor } from '~/platform/auth/actor'
import type { CookieJar } from '~/platform/auth/cookie-jar.server'
import type { AuthSession } from '~/platform/auth/session.server'
import type { PlaysFrom } from '~/platform/edge/security-headers.server'
import type { Env } from '~/platform/env.server'
import type { Limits } from '~/platform/limits/limiter.server'
import type { Log } from '~/platform/log.server'
import type { SecurityEvents } from '~/platform/security-events'
import type { Files } from '~/platform/storage/open-storage.server'
import type { PageLanguage } from '~/ui/strings/catalogue'

/** HTML that is written into the page, in order, at the place where `<LiveSlot>` stands. */
export type LiveHtml = (nonce: string) => AsyncIterable<string>

/** What every loader and action is given. One a request; nothing in it outlives the request. */
export interface LoadContext {
  actor: Actor
  auth: AuthSession
  jar: CookieJar
  db: Database
  env: Env
  limits: Limits
  answers: Answers
  /** Null where the installation has no place for files. */
  files: Files | null
  /** Takes note of what is denied or fails at a way in. */
  securityEvents: SecurityEvents
  log: Log
  /** Lets work go on after the response was sent (`waitUntil`). */
  later: (work: Promise<unknown>) => void
  requestId: string
  /** What the page speaks. */
  language: PageLanguage
  /** The network address of the person, for limits only; never logged. */
  address: string
  nonce: string
  /** Set by a page's loader when part of the page is still being made. */
  live: { html: LiveHtml | null }
  /** Set by a page's loader when the page plays something: the policy of no other page lets it in. */
  plays: PlaysFrom
}

declare module '@remix-run/cloudflare' {
  interface AppLoadContext extends LoadContext {}
}
