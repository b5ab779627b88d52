import { expect, it } from 'vitest'
import { startRegister } from './who-is'

const ID = '00000000-0000-4000-8000-00000000000a'
const FIELD = 'public.conversations.ownerId'

it('takes a key of another table for nobody’s, but a UUID for the same one', () => {
  const { add, whoIs } = startRegister(new Map([[FIELD, ['public.profiles.id']]]))
  add('public.users', { id: '7' }, 'seven')
  add('auth.users', { id: ID }, ID)
  expect(whoIs(FIELD, '7')).toEqual({
    person: null,
    why: 'is a key of public.profiles, and nothing says who that is',
  })
  expect(whoIs(FIELD, ID)).toEqual({ person: ID })
})
