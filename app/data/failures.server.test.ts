import { expect, it } from 'vitest'
import { toAppError } from './failures.server'

const cases: [sqlstate: string, code: string, status: number][] = [
  ['AG401', 'session-ended', 401],
  ['AG403', 'suspended', 403],
  ['AG404', 'not-found', 404],
  ['22P02', 'not-found', 404],
  ['AG409', 'conflict', 409],
  ['AG422', 'invalid', 422],
  ['AG429', 'limited', 429],
  ['42501', 'not-allowed', 403],
  ['23505', 'conflict', 409],
  ['23514', 'invalid', 422],
  ['57014', 'timeout', 504],
  ['connection', 'unavailable', 503],
  ['53300', 'unavailable', 503],
  ['XX000', 'unexpected', 500],
]

it.each(cases)('reads %s as %s (%i)', (sqlstate, code, status) => {
  const error = toAppError({ sqlstate, message: 'm', detail: null, constraint: null })
  expect(error).toMatchObject({ code, status })
})

it('takes the code from the detail where the product raised it', () => {
  const error = toAppError({
    sqlstate: 'AG409',
    message: '',
    detail: 'agent.gone',
    constraint: null,
  })
  expect(error.code).toBe('agent.gone')
})

it('keeps the hint that the product raised beside its code', () => {
  const changed = {
    sqlstate: 'AG409',
    message: '',
    detail: 'agent.changed',
    hint: '7',
    constraint: null,
  }
  expect(toAppError(changed)).toMatchObject({ code: 'agent.changed', hint: '7' })
})

it('names the constraint, and the seconds to wait', () => {
  const broken = { sqlstate: '23505', message: '', detail: 'Key (email)=(a@b)', constraint: 'one' }
  expect(toAppError(broken).detail).toBe('one')
  const limited = { sqlstate: 'AG429', message: '', detail: '30', constraint: null }
  expect(toAppError(limited).retryAfter).toBe(30)
})
