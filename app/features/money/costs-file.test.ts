import { expect, it } from 'vitest'
import { costsFile } from './costs-file'

const line = {
  name: null,
  day: '2026-11-22',
  agent: 'Coach, "the second"',
  member: '=cmd()',
  model: 'small',
  answers: 2,
  tokens: 1234,
  cost: 360_001,
}

it('quotes what must be quoted, and lets no name be a formula', () => {
  expect(costsFile([line, { ...line, agent: null, member: null }])).toBe(
    'day,agent,person,model,answers,tokens,cost\r\n' +
      '2026-11-22,"Coach, ""the second""",\'=cmd(),small,2,1234,0.360001\r\n' +
      '2026-11-22,,,small,2,1234,0.360001\r\n',
  )
})

it('says as its last line that it does not hold everything', () => {
  const [, , last] = costsFile([line], 'It ends here, early.').split('\r\n')
  expect(last).toBe('"It ends here, early.",,,,,,')
})
