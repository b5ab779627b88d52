import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'

test('finds the programs that npm installed for this machine', () => {
  const { initdb, postgres, version } = findBinaries()
  expect(version).toMatch(/^17\./)
  expect(existsSync(initdb)).toBe(true)
  expect(execFileSync(postgres, ['--version'], { encoding: 'utf8' })).toMatch(/PostgreSQL\) 17\./)
})

test.each([
  ['freebsd', 'x64', /No Postgres for freebsd x64 .*npm ci/],
  ['linux', 'mips', /No Postgres for linux mips .*npm ci/],
  ['win32', 'x64', /through WSL/],
])('says what to do on %s %s, in one line', (platform, arch, message) => {
  expect(() => findBinaries(platform, arch)).toThrow(message)
  expect(() => findBinaries(platform, arch)).not.toThrow(/\n/)
})
