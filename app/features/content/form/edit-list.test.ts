import { expect, it } from 'vitest'
import { editList } from './edit-list'

const edit = (intent: string, list = ['a', 'b', 'c']) =>
  editList('steps', list, intent, () => 'new')

it('adds, moves and removes one of a list, and says where the focus goes', () => {
  expect(edit('steps.add')).toEqual({ list: ['a', 'b', 'c', 'new'], changed: 'steps[3]' })
  expect(edit('steps.up.2')).toEqual({ list: ['a', 'c', 'b'], changed: 'steps[1]' })
  expect(edit('steps.down.0')).toEqual({ list: ['b', 'a', 'c'], changed: 'steps[1]' })
  expect(edit('steps.remove.1')).toEqual({ list: ['a', 'c'], changed: 'steps[0]' })
  expect(edit('steps.remove.0', ['a'])).toEqual({ list: [], changed: 'steps' })
})

it('stops at the ends, and leaves what it is not asked', () => {
  expect(edit('steps.up.0')?.list).toEqual(['a', 'b', 'c'])
  expect(edit('steps.down.2')?.list).toEqual(['a', 'b', 'c'])
  for (const intent of ['save', 'others.add', 'steps.up.9', 'steps.up.x', 'steps.eat.1', 'steps']) {
    expect(edit(intent)).toBeNull()
  }
})
