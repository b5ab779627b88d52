import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSecrets, randomPassword } from './secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a secret is made once and then kept, beside the others', () => {
  const file = join(folder, 'deep', 'secrets.json')
  const secrets = openSecrets(file)
  expect(secrets.has('a')).toBe(false)
  expect(secrets.get('a', () => 'first')).toBe('first')
  expect(openSecrets(file).get('b', () => ({ c: 1 }))).toEqual({ c: 1 })
  expect(secrets.get('a', () => 'second')).toBe('first')
  secrets.set('a', 'third')
  expect(openSecrets(file).get('a', () => 'second')).toBe('third')
  expect(openSecrets(file).has('b')).toBe(true)
})

test('nobody else can read the file, even where it could be read before', () => {
  const file = join(folder, 'secrets.json')
  writeFileSync(file, '{}', { mode: 0o644 })
  openSecrets(file).get('a', randomPassword)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['secrets.json'])
})

test('passwords differ and need no escaping', () => {
  const words = Array.from({ length: 50 }, randomPassword)
  expect(new Set(words).size).toBe(50)
  for (const word of words) expect(word).toMatch(/^[\w-]{32}$/)
})
