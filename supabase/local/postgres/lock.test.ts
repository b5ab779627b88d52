import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clearStalePidFile, isAlive, LockHeld, takeLock } from './lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('one at a time, and again after release', async () => {
  const file = join(folder, 'a.lock')
  const lock = await takeLock(file)
  await expect(takeLock(file)).rejects.toThrow(LockHeld)
  await expect(takeLock(file)).rejects.toMatchObject({ pid: process.pid })
  lock.release()
  expect(readdirSync(folder)).toEqual([])
  const again = await takeLock(file)
  again.release()
})

test('whoever waits gets it when it is free', async () => {
  const file = join(folder, 'a.lock')
  const order: string[] = []
  const first = await takeLock(file)
  const second = takeLock(file, 5_000).then((lock) => {
    order.push('second')
    lock.release()
  })
  order.push('first')
  first.release()
  await second
  expect(order).toEqual(['first', 'second'])
})

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, started: '1' }],
  ['another process with the same number', { pid: process.pid, started: 'long ago' }],
])('a lock of %s is taken over', async (_what, holder) => {
  const file = join(folder, 'a.lock')
  writeFileSync(file, JSON.stringify(holder))
  const lock = await takeLock(file)
  expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid)
  lock.release()
})

test('half a lock file is nobody’s', async () => {
  const file = join(folder, 'a.lock')
  writeFileSync(file, '{"pid"')
  const lock = await takeLock(file)
  lock.release()
  expect(readdirSync(folder)).toEqual([])
})

test('of many that race, one has it at a time', async () => {
  const file = join(folder, 'a.lock')
  writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, started: '1' }))
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const lock = await takeLock(file, 10_000)
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      lock.release()
    }),
  )
  expect(most).toBe(1)
})

test('a pid file of another program’s process is cleared away', () => {
  const file = join(folder, 'postmaster.pid')
  expect(clearStalePidFile(folder)).toBeUndefined()
  for (const pid of [process.ppid, 2 ** 22 + 1, 'nonsense']) {
    writeFileSync(file, `${pid}\n${folder}\n`)
    expect(clearStalePidFile(folder)).toBeUndefined()
    expect(existsSync(file)).toBe(false)
  }
})

test('only real processes are alive', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(isAlive(1)).toBe(true)
  for (const pid of [0, -1, Number.NaN, 2 ** 22 + 1]) expect(isAlive(pid)).toBe(false)
})
