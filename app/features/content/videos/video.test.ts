import { describe, expect, it } from 'vitest'
import { playerAt, sourceOf } from './source'
import { parseTime, writeTime } from './time'
import { captionsProblem, findLines, linesOf, readCaptions } from './transcript'
import { followSpans, readSpans, writeSpans } from './watched'

describe('a time', () => {
  it.each([
    ['4:12', 252],
    ['04:12', 252],
    ['1:02:03', 3723],
    ['252', 252],
    ['4:12.5', 252.5],
    ['0', 0],
    ['90:00', 5400],
    ['-5', null],
    ['-0:05', null],
    ['4:60', null],
    ['4:1', null],
    ['1:60:00', null],
    ['1e3', null],
    ['Infinity', null],
    ['', null],
    ['9'.repeat(500), null],
  ])('%s is %s', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })

  it.each(['0:00', '0:09', '4:12', '59:59', '1:00:00', '10:02:03', '4:12.5', '4:12.05'])(
    '%s comes back as it was written',
    (text) => {
      expect(writeTime(parseTime(text) ?? -1)).toBe(text)
    },
  )
})

describe('an address', () => {
  const id = 'dQw4w9WgXcQ'
  it.each([
    `https://www.youtube.com/watch?v=${id}&list=x`,
    `https://youtu.be/${id}?t=3`,
    `https://m.youtube.com/shorts/${id}`,
    `https://www.youtube-nocookie.com/embed/${id}`,
  ])('%s plays from YouTube without its cookies', (address) => {
    expect(sourceOf(address)).toMatchObject({
      plays: 'frame',
      address: `https://www.youtube.com/watch?v=${id}`,
      origin: 'https://www.youtube-nocookie.com',
      player: `https://www.youtube-nocookie.com/embed/${id}`,
    })
  })

  it.each([
    ['https://vimeo.com/123456789', '?dnt=1'],
    ['https://vimeo.com/123456789/abcdef1234', '?dnt=1&h=abcdef1234'],
    ['https://player.vimeo.com/video/123456789?h=abcdef1234', '?dnt=1&h=abcdef1234'],
  ])('%s plays from Vimeo', (address, query) => {
    expect(sourceOf(address)?.player).toBe(`https://player.vimeo.com/video/123456789${query}`)
  })

  it('of a file plays in the browser’s own player', () => {
    expect(sourceOf('https://Films.Test/a/b.WEBM?x=1')).toMatchObject({
      plays: 'file',
      name: 'films.test',
      origin: 'https://films.test',
    })
  })

  it.each([
    'not an address',
    'http://films.test/a.mp4',
    'javascript:alert(1)//a.mp4',
    'data:video/mp4;base64,AAAA',
    'https://films.test/page',
    'https://films.test/?a.mp4',
    'https://user:secret@films.test/a.mp4',
    "https://a;script-src'.test/a.mp4",
    'https://a;b.test/a.mp4',
    'https://a,b.test/a.mp4',
    'https://localhost/a.mp4',
    'https://www.youtube.com/',
    'https://www.youtube.com/watch?v=short',
    'https://youtube.com.evil.test/watch?v=dQw4w9WgXcQ',
    'https://vimeo.com/about',
  ])('%s is no video', (address) => {
    expect(sourceOf(address)).toBeNull()
  })

  it('plays from a second on', () => {
    const at = (address: string, second: number, begin: boolean) => {
      const source = sourceOf(address)
      return source && playerAt(source, second, begin)
    }
    expect(at(`https://youtu.be/${id}`, 252.4, true)).toBe(
      `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&start=252`,
    )
    expect(at('https://vimeo.com/123456789', 252, false)).toMatch(/\?dnt=1#t=252s$/)
    expect(at('https://films.test/a.mp4#x', 252, true)).toBe('https://films.test/a.mp4#t=252')
    expect(at('https://films.test/a.mp4', 0, true)).toBe('https://films.test/a.mp4')
  })
})

const CAPTIONS = `WEBVTT - a sample

NOTE of nobody's business

STYLE
::cue { color: red }

one
00:01.000 --> 00:04.000 align:start
<v Ada>Good <b>morning</b> &amp; welcome

00:04.500 --> 00:08.000
Ask a better
question

01:00:00.000 --> 01:00:02.000
Adiós`

describe('captions', () => {
  it('are read, with who speaks and without marks', () => {
    expect(readCaptions(CAPTIONS).problem).toBeNull()
    expect(linesOf(CAPTIONS)).toEqual([
      { at: 1, text: 'Ada: Good morning & welcome' },
      { at: 4.5, text: 'Ask a better question' },
      { at: 3600, text: 'Adiós' },
    ])
  })

  const cues = (...times: string[]) => `WEBVTT\n\n${times.map((time) => `${time}\nx`).join('\n\n')}`
  it.each([
    ['out of order', cues('00:05.000 --> 00:06.000', '00:01.000 --> 00:02.000'), 'order', 6],
    ['that end before they begin', cues('00:05.000 --> 00:04.000'), 'end', 3],
    ['with negative seconds', cues('-00:05.000 --> 00:04.000'), 'times', 3],
    ['with commas', cues('00:00:05,000 --> 00:00:06,000'), 'times', 3],
    ['without times', 'WEBVTT\n\nHello', 'untimed', 3],
    ['without words', 'WEBVTT', 'none', 1],
    ['without their head', '1\n00:00:05,000 --> 00:00:06,000\nHello', 'head', 2],
    ['after the end', cues('00:05.000 --> 00:06.000', '10:05.000 --> 10:06.000'), 'after-end', 6],
  ])('%s are answered with their line', (_, text, code, line) => {
    expect(captionsProblem(text, 60)).toEqual({ code: `captions.${code}`, line })
  })

  it('may begin together, and overlap', () => {
    const text = cues(
      '00:05.000 --> 00:06.000',
      '00:05.000 --> 00:09.000',
      '00:06.000 --> 00:07.000',
    )
    expect(captionsProblem(text, null)).toBeNull()
  })

  it('of any size are read in a moment', () => {
    const startedAt = performance.now()
    captionsProblem(`WEBVTT\n\n${'<v '.repeat(60_000)}`, 1)
    linesOf(`WEBVTT\n\n00:05.000 --> 00:06.000\n${'<v x '.repeat(40_000)}`)
    linesOf(`WEBVTT\n\n00:05.000 --> 00:06.000\n${'<'.repeat(200_000)}`)
    linesOf(`0:00${' '.repeat(190_000)}x`)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})

describe('a transcript in plain text', () => {
  it('has times where it says so, beside its lines or above them', () => {
    expect(
      linesOf('Hello\n\n0:05 Now you\n[1:02:03] – And then\n4:12\nBelow its time\n9 lives'),
    ).toEqual([
      { at: null, text: 'Hello' },
      { at: 5, text: 'Now you' },
      { at: 3723, text: 'And then' },
      { at: 252, text: 'Below its time' },
      { at: null, text: '9 lives' },
    ])
  })

  it('is searched word by word, whatever the case and the accents', () => {
    const lines = linesOf('0:01 Une ÉCOLE\n0:02 une école ouverte\n0:03 rien')
    expect(findLines(lines, 'ouverte ecole').map(({ at }) => at)).toEqual([2])
    expect(findLines(lines, 'école')).toHaveLength(2)
    expect(findLines(lines, '.*')).toEqual([])
    expect(findLines(lines, '  ')).toEqual([])
  })
})

describe('what is watched', () => {
  it('is what was played, without what was jumped over', () => {
    const spans = followSpans()
    spans.at(0, true)
    spans.at(0.4, false)
    spans.at(9.8, false)
    spans.at(300, true)
    spans.at(310.2, false)
    expect(spans.take()).toEqual([
      [0, 10],
      [300, 310],
    ])
    // It goes on where it was, and says nothing twice.
    expect(spans.take()).toEqual([])
    spans.at(312.6, false)
    expect(spans.take()).toEqual([[310, 313]])
  })

  it('travels as text, and what is none of it is left out', () => {
    expect(
      readSpans(
        writeSpans([
          [0, 15],
          [30, 45],
        ]),
      ),
    ).toEqual([
      [0, 15],
      [30, 45],
    ])
    expect(readSpans('5-5,9-3,-4-9,x,1-2-3,7-8,,1e9-2e9')).toEqual([[7, 8]])
    expect(readSpans(Array(500).fill('1-2').join(','))).toHaveLength(100)
  })
})
