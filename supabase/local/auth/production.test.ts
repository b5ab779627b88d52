import { afterEach, expect, test, vi } from 'vitest'
import type { Secrets } from '../postgres/secrets.ts'
import { startAuth } from './start-auth.ts'

afterEach(() => vi.unstubAllEnvs())

test('the stand-in does not start in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const start = startAuth({
    // Nothing is touched before it refuses: there is no such database.
    authUrl: 'postgres://nobody@127.0.0.1:1/none',
    secrets: {} as Secrets,
    siteUrl: 'http://127.0.0.1:8787',
    mailer: { deliver: () => Promise.resolve() },
  })
  await expect(start).rejects.toThrow(
    'The local Auth server is for development and does not start with NODE_ENV=production: use Supabase Auth there.',
  )
})
