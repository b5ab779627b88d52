import { expect, it } from 'vitest'
import { readEnv } from './env.server'

const complete = {
  APP_URL: 'http://127.0.0.1:8787',
  SUPABASE_URL: 'http://127.0.0.1:9999',
  SUPABASE_ANON_KEY: 'public',
  DATABASE_URL: 'postgres://worker:hunter2secret@127.0.0.1/postgres',
}

it('parses once and fills in what has a default', () => {
  const bindings = { ...complete, AI_IDLE_MS: '500' }
  const env = readEnv(bindings)
  expect(env).toMatchObject({ AI_PROVIDER: 'scripted', AI_IDLE_MS: 500, LOG_LEVEL: 'info' })
  expect(readEnv(bindings)).toBe(env)
})

it('reads who stands in for the model, and says what is wrong without telling a key', () => {
  const fallback = { provider: 'anthropic', model: 'm', apiKey: 'hunter2secret' }
  const env = readEnv({ ...complete, AI_FALLBACKS: JSON.stringify([fallback]) })
  expect(env.AI_FALLBACKS).toEqual([fallback])
  for (const wrong of ['hunter2secret', '{}', '[{"provider":"hunter2secret","model":"m"}]']) {
    const bindings = { ...complete, AI_FALLBACKS: wrong }
    expect(() => readEnv(bindings)).toThrow(/AI_FALLBACKS/)
    expect(() => readEnv(bindings)).not.toThrow(/hunter2secret/)
  }
})

it('names each variable that is missing or malformed, and no value', () => {
  const bindings = { ...complete, APP_URL: undefined, SUPABASE_URL: 'hunter2secret' }
  expect(() => readEnv(bindings)).toThrow(/APP_URL[\s\S]*SUPABASE_URL/)
  expect(() => readEnv(bindings)).not.toThrow(/hunter2secret/)
})

it('wants one way to the database', () => {
  const { DATABASE_URL: _, ...rest } = complete
  expect(() => readEnv(rest)).toThrow(/DATABASE_URL: set it, or bind HYPERDRIVE/)
  expect(readEnv({ ...rest, HYPERDRIVE: { connectionString: 'postgres://x' } })).toBeTruthy()
})
