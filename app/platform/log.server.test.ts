import { expect, it } from 'vitest'
import { adoptConsole, createLog } from './log.server'

function capture(minimum?: 'debug' | 'info' | 'warn' | 'error') {
  const lines: Record<string, unknown>[] = []
  const log = createLog({ requestId: 'r1' }, minimum, (line) => lines.push(JSON.parse(line)))
  return { lines, log }
}

it('writes one JSON line an event, with the context of the request', () => {
  const { lines, log } = capture()
  log.info('request', { status: 200 })
  expect(lines).toMatchObject([{ level: 'info', event: 'request', requestId: 'r1', status: 200 }])
  expect(Date.parse(String(lines[0]?.time))).not.toBeNaN()
})

it('keeps to its level', () => {
  const { lines, log } = capture('warn')
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d')
  expect(lines.map(({ event }) => event)).toEqual(['c', 'd'])
})

it('describes an error and its cause', () => {
  const { lines, log } = capture()
  log.error('failed', { code: 'x' }, new Error('outer', { cause: new Error('inner') }))
  expect(lines[0]).toMatchObject({ code: 'x', error: 'Error: outer; cause: inner' })
  log.error('failed', {}, 'a word')
  expect(lines[1]).toMatchObject({ error: 'a word' })
})

it.each([
  'postgres://worker:hunter2secret@db.internal/postgres refused',
  'Bearer hunter2secret was refused',
  'key sk-hunter2secret-abcdef is wrong',
  'token eyJhbGciOi.eyJzdWIiOi.hunter2secret expired',
])('hides what a library put into its message: %s', (message) => {
  const { lines, log } = capture()
  log.error('failed', {}, new Error(message))
  log.error('failed', {}, message)
  expect(JSON.stringify(lines)).not.toContain('hunter2secret')
  expect(JSON.stringify(lines)).toContain('[hidden]')
})

it('tells what a library prints as a line like any other, without its secrets', () => {
  const { lines, log } = capture()
  const printed: unknown[] = []
  const ours = { warn: (...all: unknown[]) => printed.push(all), error: console.error }
  adoptConsole(ours, log)
  ours.warn(Object.assign(new Error('Invalid Refresh Token'), { status: 400, code: 'gone' }))
  ours.error('Failed with', new Error('Bearer hunter2secret'), { deep: 'object' })
  expect(printed).toEqual([])
  expect(lines).toMatchObject([
    { level: 'warn', event: 'library', error: 'Error: Invalid Refresh Token' },
    { level: 'error', event: 'library', said: 'Failed with' },
  ])
  expect(JSON.stringify(lines)).not.toContain('hunter2secret')
  expect(JSON.stringify(lines)).not.toContain('deep')
})
