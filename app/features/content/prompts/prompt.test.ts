import { describe, expect, it } from 'vitest'
import { blanksIn } from '~/platform/blanks'
import { fillPrompt, valueProblem } from './prompt'
import type { Variable } from './prompt-fields'

const variable = (fields: Partial<Variable> = {}): Variable => ({
  name: 'who',
  label: 'Who reads it',
  type: 'text',
  help: '',
  defaultValue: '',
  required: true,
  options: '',
  ...fields,
})

describe('a prompt', () => {
  const body = 'Dear {{ who }}, {{who}}: {{ more }}{{unknown}} {{}} {'

  it('names its blanks once, in their order', () => {
    expect(blanksIn(body)).toEqual(['who', 'more', 'unknown'])
    expect(blanksIn('no {blank} here')).toEqual([])
  })

  it('is filled, says what is still missing, and leaves what is no variable', () => {
    const variables = [variable(), variable({ name: 'more', label: 'More', required: false })]
    expect(fillPrompt({ body, variables }, { who: '$& {{more}}' })).toBe(
      'Dear $& {{more}}, $& {{more}}: {{unknown}} {{}} {',
    )
    expect(fillPrompt({ body: '{{who}}', variables }, {})).toBe('[Who reads it]')
    expect(fillPrompt({ body: '{{toString}}', variables }, {})).toBe('{{toString}}')
  })

  it('with ten thousand open brackets is read in a moment', () => {
    const startedAt = performance.now()
    blanksIn('{{ '.repeat(10_000))
    blanksIn(`{{${' '.repeat(32_000)}`)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})

describe('an answer', () => {
  it.each([
    [{}, '', 'value.missing'],
    [{ required: false }, '', null],
    [{}, 'x'.repeat(8_001), 'value.long'],
    [{ type: 'number' }, '-1.5', null],
    [{ type: 'number' }, '1,5', 'value.number'],
    [{ type: 'number' }, 'Infinity', 'value.number'],
    [{ type: 'date' }, '2026-02-28', null],
    [{ type: 'date' }, '2026-02-30', 'value.date'],
    [{ type: 'date' }, 'tomorrow', 'value.date'],
    [{ type: 'choice', options: 'warm\n plain \n' }, 'plain', null],
    [{ type: 'choice', options: 'warm' }, 'cold', 'value.choice'],
    [{ type: 'yes_no' }, 'no', null],
    [{ type: 'yes_no' }, 'maybe', 'value.choice'],
  ] as const)('%j %s: %s', (fields, value, problem) => {
    expect(valueProblem(variable(fields), value)).toBe(problem)
  })
})
