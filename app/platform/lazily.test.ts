import { expect, it, vi } from 'vitest'
import { lazily } from './lazily'

it('makes a thing at its first use, once', () => {
  const make = vi.fn(() => ({}))
  const thing = lazily(make)
  expect(make).not.toHaveBeenCalled()
  expect(thing()).toBe(thing())
  expect(make).toHaveBeenCalledOnce()
})

it('keeps undefined too', () => {
  const make = vi.fn(() => undefined)
  const thing = lazily(make)
  thing()
  thing()
  expect(make).toHaveBeenCalledOnce()
})
