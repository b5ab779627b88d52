import { beforeEach, describe, expect, it, vi } from 'vitest'
import { draftOf, forgetDraft, forgetOldDrafts, keepDraft } from './kept-drafts'

class Storage {
  [key: string]: unknown
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null
  }
  setItem(key: string, value: string) {
    this[key] = value
  }
  removeItem(key: string) {
    delete this[key]
  }
}

describe('drafts', () => {
  let storage: Storage
  beforeEach(() => {
    storage = new Storage()
    vi.stubGlobal('localStorage', storage)
    return () => vi.unstubAllGlobals()
  })

  it('are kept for each conversation, until they are sent or emptied', () => {
    keepDraft('a', 'To be\nsaid')
    keepDraft('b', 'Other')
    expect([draftOf('a')?.text, draftOf('b')?.text, draftOf('c')]).toEqual([
      'To be\nsaid',
      'Other',
      null,
    ])
    forgetDraft('a')
    keepDraft('b', ' \n', 1)
    expect(Object.keys(storage)).toEqual([])
  })

  it('that were emptied stay until the server has heard of it', () => {
    keepDraft('a', 'To be said', 1)
    expect(draftOf('a')).toMatchObject({ there: 1 })
    keepDraft('a', '')
    expect(draftOf('a')).toMatchObject({ text: '', there: null })
    keepDraft('a', '', 1)
    expect(draftOf('a')).toBeNull()
  })

  it('go after a month, and with them what is no draft; nothing else is touched', () => {
    keepDraft('old', 'x')
    storage.setItem('draft:bad', '{"text":1}')
    storage.setItem('draft:worse', '{')
    storage.setItem('upload:1', 'y')
    forgetOldDrafts()
    expect(Object.keys(storage).sort()).toEqual(['draft:old', 'upload:1'])
    forgetOldDrafts(Date.now() + 31 * 24 * 3_600_000)
    expect(Object.keys(storage)).toEqual(['upload:1'])
  })

  it('are none where the browser keeps nothing, and nothing breaks', () => {
    vi.stubGlobal('localStorage', undefined)
    keepDraft('a', 'x')
    forgetDraft('a')
    forgetOldDrafts()
    expect(draftOf('a')).toBeNull()
  })
})
