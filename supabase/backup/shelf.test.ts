import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listBackups, nextBackup, prune, removeLeftovers, toPrune } from './shelf.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aigym-shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const day = 24 * 60 * 60 * 1000
const start = Date.parse('2026-01-05T03:00:00Z')

/** Makes a backup at a time, as `npm run backup` does, and prunes. */
async function makeAt(time: number): Promise<string> {
  const { file } = nextBackup(folder, new Date(time))
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, '')
  await prune(folder)
  expect(existsSync(file), 'the newest stays').toBe(true)
  return file
}

describe('the shelf', () => {
  test('counts on, and keeps the order of making', async () => {
    await makeAt(start)
    await makeAt(start + 1)
    expect(listBackups(folder).map(({ file }) => basename(file))).toEqual([
      'aigym-000002-20260105T030000Z.backup',
      'aigym-000001-20260105T030000Z.backup',
    ])
  })

  test('a year of nights comes down to seven days, five weeks and twelve months', async () => {
    for (let night = 0; night < 365; night += 1) await makeAt(start + night * day)
    const kept = listBackups(folder).map(({ madeAt }) => madeAt.toISOString().slice(0, 10))
    expect(kept).toEqual([
      ...['2027-01-04', '2027-01-03', '2027-01-02', '2027-01-01', '2026-12-31', '2026-12-30'],
      ...['2026-12-29', '2026-12-27', '2026-12-20', '2026-12-13', '2026-11-30', '2026-10-31'],
      ...['2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30', '2026-05-31', '2026-04-30'],
      ...['2026-03-31', '2026-02-28'],
    ])
  })

  test.each([
    ['forward by ten years', 3650 * day],
    ['back by ten years', -3650 * day],
  ])('a clock that jumps %s and returns costs no night of the week', async (_, jump) => {
    const week: string[] = []
    for (let night = 0; night < 5; night += 1) week.push(await makeAt(start + night * day))
    const jumped = await makeAt(start + 5 * day + jump)
    for (const file of week) expect(existsSync(file)).toBe(true)
    const back = await makeAt(start + 6 * day)
    const kept = listBackups(folder)
    expect(kept.map(({ file }) => file)).toEqual([back, jumped, ...week.toReversed()])
  })

  test('a clock that runs wild never takes the newest three', async () => {
    const files: string[] = []
    for (let time = 0; time < 60; time += 1) {
      files.push(await makeAt(start + ((time * 7919) % 4001) * day - 2000 * day))
      const newest = files.slice(-3).toReversed()
      expect(
        listBackups(folder)
          .slice(0, newest.length)
          .map(({ file }) => file),
      ).toEqual(newest)
    }
  })

  test('whatever the rules say, one stays', () => {
    const backups = [2, 1].map((sequence) => nextBackupAt(sequence))
    const none = { newest: 0, days: 0, weeks: 0, months: 0 }
    expect(toPrune(backups, none)).toEqual([backups[1]])
  })

  test('files of other names are left alone', async () => {
    const others = ['holiday.zip', 'aigym-1-x.backup', 'aigym-000009-20261399T999999Z.backup']
    for (const name of others) writeFileSync(join(folder, name), '')
    await makeAt(start)
    expect(listBackups(folder)).toHaveLength(1)
    writeFileSync(join(folder, 'aigym-000002-20260105T030000Z.backup.partial'), 'half')
    await removeLeftovers(folder)
    expect(readdirSync(folder).sort()).toEqual(
      ['aigym-000001-20260105T030000Z.backup', ...others].sort(),
    )
  })
})

function nextBackupAt(sequence: number) {
  return { file: `f${sequence}`, sequence, madeAt: new Date(start) }
}
