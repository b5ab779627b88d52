import { describe, expect, it } from 'vitest'
import { chooseLanguage, setLanguageHeaders } from './language.server'

const available = ['en', 'de', 'pt-BR', 'ar']

describe('the language of a page', () => {
  it.each([
    ['none asked for', null, 'en'],
    ['an empty header', '', 'en'],
    ['the very one', 'de', 'de'],
    ['another way of writing it', 'PT-br', 'pt-BR'],
    ['a region of one that we speak', 'de-AT', 'de'],
    ['a script and a region', 'ar-Arab-EG', 'ar'],
    ['a language of which we speak only another region', 'pt-PT', 'en'],
    ['the dearest first, whatever the order', 'en;q=0.5, de;q=0.9', 'de'],
    ['the first of two that are as dear', 'ar,de', 'ar'],
    ['the first that we speak', 'fr, it;q=0.9, de;q=0.2', 'de'],
    ['spaces where they may stand', ' fr ; q=1 ,\tde ; q=0.3 ', 'de'],
    ['any', '*', 'en'],
    ['any, when the one named is not spoken', 'fr, *;q=0.5', 'en'],
    ['one that is refused', 'de;q=0, de-AT, ar;q=0.1', 'ar'],
    ['only refusals', 'en;q=0', 'en'],
  ])('%s', (_what, header, chosen) => {
    expect(chooseLanguage(header, available)).toBe(chosen)
  })

  it.each([
    ['commas', ',,,,de', 'de'],
    ['a weight that is none', 'ar;q=high, de;q=0.1', 'de'],
    ['a weight above all', 'ar;q=9, de;q=0.1', 'de'],
    ['a path', '../../de', 'en'],
    ['words of our own', '__proto__, constructor', 'en'],
    ['no language at all', '🦊;q=1, \u0000, de_DE', 'en'],
    ['a subtag that is too long', 'de-aaaaaaaaa', 'en'],
  ])('takes nothing from %s', (_what, header, chosen) => {
    expect(chooseLanguage(header, available)).toBe(chosen)
  })

  it('looks at the beginning of a header without end, and soon', () => {
    const startedAt = performance.now()
    expect(chooseLanguage(`${'x-'.repeat(500_000)},de`, available)).toBe('en')
    expect(chooseLanguage(`${'fr,'.repeat(300_000)}de`, available)).toBe('en')
    expect(chooseLanguage(`${'-'.repeat(1_000_000)}`, available)).toBe('en')
    expect(performance.now() - startedAt).toBeLessThan(200)
  })
})

describe('what a response says of it', () => {
  const told = (languages: string[]) => {
    const headers = new Headers({ vary: 'cookie' })
    setLanguageHeaders(headers, 'de', languages)
    return headers
  }

  it('is the language, and that another reader may get another', () => {
    const headers = told(available)
    expect(headers.get('content-language')).toBe('de')
    expect(headers.get('vary')).toBe('cookie, accept-language')
  })

  it('is no difference where there is one language', () => {
    expect(told(['de']).get('vary')).toBe('cookie')
  })
})
