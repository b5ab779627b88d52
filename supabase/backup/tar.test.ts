import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readTar, type TarSource, writeTar } from './tar.ts'

const long = `${'folder-with-a-long-name/'.repeat(12)}Ünïcode.txt`
const file = (path: string, text: string): TarSource => {
  const body = Buffer.from(text)
  return { path, kind: 'file', mode: 0o600, size: body.length, body: Readable.from([body]) }
}
async function* source() {
  yield { path: 'a', kind: 'folder', mode: 0o700, size: 0 } satisfies TarSource
  yield file('a/empty', '')
  yield file('a/block', 'x'.repeat(512))
  yield file(long, 'far down')
}
const whole = () => buffer(Readable.from(writeTar(source())))

test('what was written is read again, also where a body was left unread', async () => {
  const bytes = await whole()
  const portions = async function* () {
    for (let at = 0; at < bytes.length; at += 77) yield bytes.subarray(at, at + 77)
  }
  const seen: unknown[] = []
  await readTar(portions(), async ({ path, kind, mode, size }, body) => {
    const text = path === 'a/block' ? undefined : (await buffer(body)).toString()
    seen.push([path, kind, mode, size, text])
  })
  expect(seen).toEqual([
    ['a', 'folder', 0o700, 0, ''],
    ['a/empty', 'file', 0o600, 0, ''],
    ['a/block', 'file', 0o600, 512, undefined],
    [long, 'file', 0o600, 8, 'far down'],
  ])
})

test("the system's tar reads it", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aigym-tar-'))
  try {
    writeFileSync(join(folder, 'a.tar'), await whole())
    const list = spawnSync('tar', ['-tf', 'a.tar', '--quoting-style=literal'], { cwd: folder })
    expect(list.stdout.toString().trim().split('\n')).toEqual(['a/', 'a/empty', 'a/block', long])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a file that leads out of the archive is refused', async () => {
  const outside = async function* () {
    yield file('../outside', 'x')
  }
  const bytes = await buffer(Readable.from(writeTar(outside())))
  const reading = readTar(Readable.from([bytes]), async () => {})
  await expect(reading).rejects.toThrow('The archive names a file outside itself: ../outside')
})

test('a body of another length than announced is an error', async () => {
  const lying = async function* () {
    yield { ...file('a', 'four'), size: 5 }
  }
  await expect(buffer(Readable.from(writeTar(lying())))).rejects.toThrow(
    'a: 4 bytes came, 5 were announced',
  )
})
