import { expect, test } from 'vitest'
import { explainCrash, explainFailure } from './failures.ts'

const place = { dataDir: '/home/ada/ai-gym/.local/data', port: 5433 }

test.each([
  [
    'PANIC:  could not write to file "pg_wal/xlogtemp.12": No space left on device',
    'The disk is full: /home/ada/ai-gym/.local/data could not be written. Free some space, then start again.',
  ],
  [
    'FATAL:  could not resize shared memory segment "/PostgreSQL.1": No space left on device',
    'Postgres got no shared memory: free some (/dev/shm is full or too small), then start again.',
  ],
  [
    'initdb: error: could not change permissions of directory "/x": Permission denied',
    'Postgres may not write to /home/ada/ai-gym/.local/data: initdb: error: could not change permissions of directory "/x": Permission denied',
  ],
  [
    'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
    'Port 5433 is taken: end the program that listens there, or choose another port.',
  ],
  [
    'FATAL:  database files are incompatible with server\nDETAIL:  initialized by version 16',
    'The data in /home/ada/ai-gym/.local/data was made by another version of Postgres: start anew with npm start -- --reset.',
  ],
  [
    '2026-01-01 00:00:00 UTC [7] LOG:  starting\n2026-01-01 00:00:00 UTC [7] FATAL:  no luck today\n2026-01-01 LOG:  shut down',
    'Postgres did not start: no luck today',
  ],
  ['just words\n', 'Postgres did not start: just words'],
  ['', 'Postgres did not start: it gave no reason'],
])('%j in one line that says what to do', (output, line) => {
  expect(explainFailure(output, place).message).toBe(line)
})

test('of a Postgres that ended while it ran, old complaints are not taken for the reason', () => {
  const ended = { dataDir: '/data', logFile: '/data.log', how: 'SIGKILL' }
  const old = `ERROR:  could not extend file: No space left on device\n${'LOG:  all well\n'.repeat(30)}`
  const line = 'Postgres ended by itself (SIGKILL): the end of /data.log says more.'
  expect(explainCrash(old, ended)).toBe(line)
  expect(explainCrash(`${old}PANIC:  x: No space left on device\n`, ended)).toBe(
    'The disk is full: /data could not be written. Free some space, then start again.',
  )
})
