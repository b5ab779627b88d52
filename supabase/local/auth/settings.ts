/** How the stand-in behaves; names and defaults follow hosted Supabase where there is a counterpart. */
export interface AuthSettings {
  /** The app's address: mails lead there, and redirects may go nowhere else. */
  siteUrl: string
  /** Further addresses a redirect may go to (exact origins). */
  redirectOrigins: string[]
  /** The `iss` of the tokens. */
  issuer: string
  /** The `aud` of the tokens, and the users'. */
  audience: string
  /** The `role` of new users. */
  role: string
  /** How long an access token holds, in seconds. */
  tokenSeconds: number
  /** Whether a new address must be confirmed by mail before its first sign-in. */
  confirmEmail: boolean
  /** Whether a change of address must be confirmed at the old address too. */
  confirmOldEmail: boolean
  /** How long a used refresh token may be used again, in seconds. */
  reuseSeconds: number
  /** The shortest password, in bytes. */
  minPasswordLength: number
  /** The time between two mails of one kind to one person, in seconds. */
  mailEverySeconds: number
  /** How long a mailed link or code holds, in seconds. */
  codeSeconds: number
  /** How long a PKCE exchange may take, in seconds. */
  flowSeconds: number
}

export const defaultSettings = {
  redirectOrigins: [],
  audience: 'authenticated',
  role: 'authenticated',
  tokenSeconds: 3600,
  confirmEmail: true,
  confirmOldEmail: true,
  reuseSeconds: 10,
  minPasswordLength: 6,
  mailEverySeconds: 60,
  codeSeconds: 3600,
  flowSeconds: 300,
} satisfies Partial<AuthSettings>

/** bcrypt reads no further than this. */
export const longestPassword = 72
