import { describe, expect, it } from 'vitest'
import { disposition, safeName } from './file-name'

const png = ['png']

describe('a name', () => {
  it.each([
    ['photo.png', 'photo.png'],
    ['Grüße aus Köln.PNG', 'Grüße aus Köln.png'],
    ['../../etc/passwd', 'passwd.png'],
    ['C:\\Users\\me\\photo.png', 'photo.png'],
    ['...', 'file.png'],
    ['.', 'file.png'],
    ['', 'file.png'],
    ['   .png', 'png.png'],
    ['.htaccess', 'htaccess.png'],
    ['photo.png.exe', 'photo.png.exe.png'],
    ['evil\u202egnp.exe', 'evilgnp.exe.png'],
    ['a\u0000b\nc\u0007.png', 'abc.png'],
    ['con.png', '_con.png'],
    ['a"b<c>d|e?f*g:h.png', 'a-b-c-d-e-f-g-h.png'],
    ['\u200d\u200d.png', 'png.png'],
    ['lone \ud83d surrogate.png', 'lone surrogate.png'],
  ])('%j becomes %j', (sent, safe) => {
    expect(safeName(sent, png)).toBe(safe)
  })

  it('of emoji stays, whole families among them', () => {
    expect(safeName('👩‍👩‍👧‍👦🎉.png', png)).toBe('👩‍👩‍👧‍👦🎉.png')
  })

  it('of 500 characters is cut between characters, and keeps its ending', () => {
    expect(safeName(`${'a'.repeat(500)}.png`, png)).toBe(`${'a'.repeat(176)}.png`)
    const families = safeName(`${'👩‍👩‍👧‍👦'.repeat(500)}.png`, png)
    expect(families).toMatch(/^(👩‍👩‍👧‍👦)+\.png$/u)
    expect(new TextEncoder().encode(families).length).toBeLessThanOrEqual(180)
  })

  it('keeps the ending that it has among those that fit', () => {
    expect(safeName('a.jpeg', ['jpg', 'jpeg'])).toBe('a.jpeg')
    expect(safeName('a.gif', ['jpg', 'jpeg'])).toBe('a.gif.jpg')
    expect(safeName('a.part', [])).toBe('a.part')
  })
})

describe('the header of a name', () => {
  it('says it twice: for old browsers and for the others', () => {
    expect(disposition('Grüße "50%".pdf', false)).toBe(
      `attachment; filename="Gr__e _50__.pdf"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%2250%25%22.pdf`,
    )
  })

  it('can’t be left by a name', () => {
    const header = disposition(safeName('a"\r\nset-cookie: x=1;.png', png), true)
    expect(header).not.toMatch(/[\r\n]/)
    expect(() => new Headers({ 'content-disposition': header })).not.toThrow()
  })
})
