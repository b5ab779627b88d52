import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openSealer } from './sealing'

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [older, newer] = [key('2026-05'), key('2026.11')]

it('opens what it sealed, and seals the same text another way each time', async () => {
  const sealer = openSealer(older)
  const one = await sealer.seal('sk-näh 🗝', 'here')
  expect(one.sealedWith).toBe('2026-05')
  expect(one.sealed).not.toContain('sk-')
  expect(await sealer.open(one, 'here')).toBe('sk-näh 🗝')
  expect((await sealer.seal('sk-näh 🗝', 'here')).sealed).not.toBe(one.sealed)
})

it('opens with an older key and seals with the first, so that keys can change without a pause', async () => {
  const before = await openSealer(older).seal('secret', 'here')
  const during = openSealer(`${newer}, ${older}`)
  expect(await during.open(before, 'here')).toBe('secret')
  const after = await during.seal('secret', 'here')
  expect(after.sealedWith).toBe('2026.11')
  expect(await openSealer(newer).open(after, 'here')).toBe('secret')
  await expect(openSealer(newer).open(before, 'here')).rejects.toThrow('no sealing key 2026-05')
})

it('opens nothing that was changed, put elsewhere or sealed with another key of that name', async () => {
  const sealer = openSealer(older)
  const one = await sealer.seal('secret', 'here')
  const bent = {
    ...one,
    sealed: `${one.sealed.slice(0, -2)}${one.sealed.endsWith('AA') ? 'BB' : 'AA'}`,
  }
  for (const [what, bound, by] of [
    [one, 'there', sealer],
    [bent, 'here', sealer],
    [{ ...one, sealed: 'short' }, 'here', sealer],
    [one, 'here', openSealer(key('2026-05'))],
  ] as const) {
    await expect(by.open(what, bound)).rejects.toThrow('was changed, or is in another place')
  }
})

it.each(['', 'key', 'a:short', `${older},`, `${older};${newer}`, 'an id:'.padEnd(60, 'x')])(
  'refuses %j without repeating it',
  (keys) => {
    expect(() => openSealer(keys)).toThrow('SEALING_KEYS is not of the form id:key,id:key')
  },
)
