import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Files } from './files'

const translated = { common: { productName: 'KI-HALLE' } }

/** A fresh catalogue: on the server, or in a browser whose document is in `language`. */
async function open(found: Partial<Files>, language?: string) {
  vi.resetModules()
  if (language) {
    const documentElement = { dataset: { language }, dir: 'rtl', lang: 'translated' }
    vi.stubGlobal('document', { documentElement })
  }
  const catalogue = await import('./catalogue')
  catalogue.takeLanguages({ whole: {}, parts: {}, ...found })
  return catalogue
}

afterEach(() => vi.unstubAllGlobals())

const english = { productName: 'AI GYM' }

describe('on the server', () => {
  const whole = { './de/index.ts': { dir: 'ltr', words: translated } } as unknown as Files['whole']

  it('says what the language says, and English where there is no such language', async () => {
    const { contextOf, wordsIn } = await open({ whole })
    const words = contextOf('common', english)
    expect(wordsIn('de', words)).toEqual(translated.common)
    expect(wordsIn('en', words)).toBe(english)
    expect(wordsIn('xx', words)).toBe(english)
    expect(wordsIn('__proto__', words)).toBe(english)
  })

  it('knows the languages, English first, and which way each is read', async () => {
    const arabic = { './ar/index.ts': { dir: 'rtl', words: translated } }
    const { languagesHere, pageLanguage } = await open({
      whole: { ...whole, ...arabic } as unknown as Files['whole'],
    })
    expect(languagesHere()).toEqual(['en', 'de', 'ar'])
    expect(pageLanguage('ar')).toEqual({ tag: 'ar', dir: 'rtl' })
    expect(pageLanguage('en')).toEqual({ tag: 'en', dir: 'ltr' })
  })
})

describe('in the browser', () => {
  it('loads of the document’s language what its pages say, and waits for that', async () => {
    const load = vi.fn(async () => translated.common)
    const never = vi.fn(() => new Promise(() => {}))
    const catalogue = await open(
      { parts: { './de/common.ts': load, './de/auth.ts': never, './fr/common.ts': never } },
      'de',
    )
    const words = catalogue.contextOf('common', english)
    expect(() => catalogue.wordsIn('de', words)).toThrow(expect.any(Promise))
    await expect(catalogue.documentWords()).resolves.toBe(true)
    expect(catalogue.wordsIn('de', words)).toEqual(translated.common)
    expect(load).toHaveBeenCalledOnce()
    expect(never).not.toHaveBeenCalled()
    expect(catalogue.documentLanguage()).toEqual({ tag: 'de', dir: 'rtl' })
  })

  it('tells when words did not come, and speaks English then', async () => {
    const lost = () => Promise.reject(new Error('gone'))
    const catalogue = await open({ parts: { './de/common.ts': lost } }, 'de')
    const words = catalogue.contextOf('common', english)
    await expect(catalogue.documentWords()).resolves.toBe(false)
    expect(catalogue.wordsIn('de', words)).toBe(english)
  })

  it('loads nothing more for English', async () => {
    const load = vi.fn()
    const catalogue = await open({ parts: { './en/common.ts': load } }, 'en')
    const words = catalogue.contextOf('common', english)
    await expect(catalogue.documentWords()).resolves.toBe(true)
    expect(catalogue.wordsIn('en', words)).toBe(english)
    expect(load).not.toHaveBeenCalled()
  })
})

it('finds no words under a code that is none of the catalogue’s', async () => {
  const { entryOf } = await open({})
  expect(entryOf({ taken: 'Taken.' }, 'taken')).toBe('Taken.')
  expect(entryOf({ taken: 'Taken.' }, 'constructor')).toBeUndefined()
})
