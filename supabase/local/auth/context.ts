import type pg from 'pg'
import type { Mailer } from './mails.ts'
import type { AuthSettings } from './settings.ts'
import type { SigningKey } from './signing-key.ts'

/** What every endpoint works with. */
export interface AuthContext {
  pool: pg.Pool
  settings: AuthSettings
  key: SigningKey
  mailer: Mailer
  templatesDir: string
}
