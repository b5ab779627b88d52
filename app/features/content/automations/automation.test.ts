import { describe, expect, it } from 'vitest'
import { emptyStep, freeName, missingQuestions, type Step, stepProblems } from './automation'

const step = (name: string, fields: Partial<Step> = {}): Step => ({ ...emptyStep(name), ...fields })
const asked = [{ name: 'letter' }]

describe('the steps of an automation', () => {
  it('take what was asked at the start, and what steps before them gave', () => {
    expect(
      stepProblems(asked, [
        step('points', { text: '{{letter}}' }),
        step('draft', { text: '{{ points }} {{letter}}', instructions: 'Like {{points}}' }),
      ]),
    ).toEqual([])
  })

  it.each([
    ['a step after it', [step('a', { text: '{{b}}' }), step('b')], 0, 'text', 'blank.later:b'],
    ['itself', [step('a', { text: '{{a}}' })], 0, 'text', 'blank.itself:a'],
    ['nothing', [step('a'), step('b', { text: '{{no}}' })], 1, 'text', 'blank.unknown:no'],
    [
      'a word with capitals',
      [step('a', { text: '{{Letter}}' })],
      0,
      'text',
      'blank.unknown:Letter',
    ],
    [
      'a later one',
      [step('a', { instructions: '{{b}}' }), step('b')],
      0,
      'instructions',
      'blank.later:b',
    ],
  ] as const)('can take nothing from %s', (_, steps, at, field, code) => {
    expect(stepProblems(asked, [...steps])).toEqual([{ at, field, code }])
  })

  it('that ask each other in a circle are refused at the first', () => {
    const circle = [step('a', { text: '{{b}}' }), step('b', { text: '{{a}}' })]
    expect(stepProblems([], circle)).toEqual([{ at: 0, field: 'text', code: 'blank.later:b' }])
  })

  it('have words of their own', () => {
    expect(stepProblems(asked, [step('letter'), step('a'), step('a')])).toEqual([
      { at: 0, field: 'name', code: 'name.taken' },
      { at: 2, field: 'name', code: 'name.taken' },
    ])
  })

  it('need no instructions where no model is asked', () => {
    const filled = step('a', { action: 'fill_prompt', instructions: '{{no}}' })
    expect(stepProblems(asked, [filled])).toEqual([])
  })

  it('say which questions are missing, and never ask for a result', () => {
    const steps = [step('a', { text: '{{b}} {{who}} {{letter}}' }), step('b', { text: '{{who}}' })]
    const variables = [
      {
        name: 'letter',
        label: '',
        type: 'text',
        help: '',
        defaultValue: '',
        required: true,
        options: '',
      },
    ] as const
    expect(missingQuestions({ variables: [...variables], steps })).toEqual(['who'])
  })

  it('get a word that nobody has', () => {
    expect(freeName({ variables: [], steps: [step('step_2')] })).toBe('step_3')
  })
})
