/** What a verified access token says; the part that the database is told of. */
export interface Claims {
  sub: string
  session_id: string
  role: 'authenticated'
  aal: 'aal1' | 'aal2'
  email: string
  exp: number
  /** How the person proved who they are, and when (seconds since the epoch). */
  amr?: { method: string; timestamp: number }[] | undefined
}

export interface Person {
  kind: 'person'
  userId: string
  sessionId: string
  email: string
  aal: 'aal1' | 'aal2'
  claims: Claims
}

/** Someone who is not signed in; `authDown` when the reason is that Auth could not be asked. */
export interface Nobody {
  kind: 'nobody'
  authDown: boolean
}

/** Who makes a request. Resolved once, before anything else looks at it. */
export type Actor = Nobody | Person
