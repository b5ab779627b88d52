import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HEAD_BYTES, mediaTypeOf } from './media-type.server'

const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
const typed = async (head: Uint8Array, name = 'file') => (await mediaTypeOf(head, name))?.type

describe('what a file is', () => {
  it.each([
    ['an MP4', hex('00000018 66747970 6d703432 00000000 6d703432 69736f6d'), 'video/mp4'],
    ['a JPEG', hex('ffd8ffe0 00104a46 49460001 0100'), 'image/jpeg'],
    ['a GIF', bytes('GIF89a\u0001\u0000\u0001\u0000'), 'image/gif'],
    ['a PDF', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['a PNG', readFileSync('public/sandbox.png').subarray(0, 4096), 'image/png'],
  ])('%s is told by how it begins', async (_what, head, type) => {
    expect(await typed(head, 'anything.txt')).toBe(type)
  })

  it('a video that is no video is no video', async () => {
    expect(await typed(bytes('I am a film, believe me.'), 'film.mp4')).toBe('text/plain')
    expect(await typed(hex('00010203 04050607 08090a0b'), 'film.mp4')).toBeUndefined()
  })

  it.each([
    ['plain words', 'a.txt', 'text/plain'],
    ['# A title', 'a.md', 'text/markdown'],
    ['a,b\n1,2', 'a.csv', 'text/csv'],
    ['{"a": 1}', 'a.json', 'application/json'],
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nHello', 'a.txt', 'text/vtt'],
    ['<!DOCTYPE html><p>Hello', 'a.png', 'text/html'],
    ['  <html><script>alert(1)</script>', 'a', 'text/html'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png', 'image/svg+xml'],
    ['<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)"/>', 'a.xml', 'image/svg+xml'],
    ['<?xml version="1.0"?><rss/>', 'a.txt', 'application/xml'],
    ['About the <script> element', 'a.md', 'text/markdown'],
    // What only its name calls markup can't do what markup does.
    ['just words', 'a.svg', 'text/plain'],
    ['just words', 'a.html', 'text/plain'],
  ])('%j named %s is %s', async (text, name, type) => {
    expect(await typed(bytes(text), name)).toBe(type)
  })

  it('a text that is cut in the middle of a letter is a text', async () => {
    const long = bytes('ä'.repeat(HEAD_BYTES)).subarray(0, HEAD_BYTES - 1)
    const cut = new Uint8Array(HEAD_BYTES)
    cut.set(bytes('x'))
    cut.set(long, 1)
    expect(await typed(cut, 'a.txt')).toBe('text/plain')
  })

  it('what is neither known nor text is nothing', async () => {
    expect(await typed(hex('fffe4142 00010203'))).toBeUndefined()
    expect(await typed(hex('c3 28 41 42'))).toBeUndefined()
  })
})
