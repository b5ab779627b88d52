import { describe, expect, it } from 'vitest'
import { fromBase64Url } from '../base64url'
import { LONGEST_DIAGRAM, MOST_DIAGRAMS } from './diagram'
import { paintsFor } from './paints'
import { renderMarkdown } from './render-markdown.server'

const fence = (text: string, language = 'mermaid') => `\`\`\`${language}\n${text}\n\`\`\`\n`

const rendered = async (text: string) => renderMarkdown(text, await paintsFor(text))

/** What each frame would draw. */
const drawn = (html: string) =>
  [...html.matchAll(/<iframe src="\/diagram#([^"]*)"/g)].map(([, letters = '']) =>
    new TextDecoder().decode(fromBase64Url(letters)),
  )

describe('a diagram', () => {
  it('is its text, and below it a picture of the same text', async () => {
    const text = 'flowchart LR\n  a["<b>Grüße</b>"] --> b'
    const html = await rendered(fence(text))
    expect(html).toContain('a[&quot;&lt;b&gt;Grüße&lt;/b&gt;&quot;]')
    expect(drawn(html)).toEqual([`${text}\n`])
    expect(html.indexOf('<iframe')).toBeGreaterThan(html.indexOf('</pre>'))
  })

  it('is drawn in a frame without an origin, when it comes into view', async () => {
    const html = await rendered(fence('flowchart LR'))
    expect(html).toContain('title="Diagram" sandbox="allow-scripts" loading="lazy"')
    expect(html).toMatch(/<a href="\/diagram#\w+" target="_blank" rel="noopener">Open the picture/)
  })

  it('has as much room as its lines ask for, within bounds', async () => {
    const heights = async (lines: number) =>
      /height="(\d+)"/.exec(await rendered(fence('a\n'.repeat(lines))))?.[1]
    expect(await Promise.all([1, 3, 500].map(heights))).toEqual(['134', '222', '480'])
  })

  it('of another language, of no words, or too long, is text alone', async () => {
    const longest = 'a'.repeat(LONGEST_DIAGRAM - 1)
    for (const text of [fence('a', 'js'), fence(' '), fence(`${longest}a`)]) {
      expect(drawn(await rendered(`${fence('x', 'mermaid')}${text}`))).toHaveLength(1)
    }
    expect(drawn(await rendered(fence(longest)))).toHaveLength(1)
    expect(drawn(await rendered(fence('a', 'Mermaid')))).toHaveLength(1)
  })

  it('is drawn so often in one text and no more', async () => {
    const html = await rendered(fence('a').repeat(MOST_DIAGRAMS + 5))
    expect(drawn(html)).toHaveLength(MOST_DIAGRAMS)
    expect(html.match(/<pre/g)).toHaveLength(MOST_DIAGRAMS + 5)
  })

  it('survives half a character', async () => {
    expect(drawn(await rendered(fence('a \ud83d b')))).toEqual(['a \ufffd b\n'])
  })

  it('has no picture where none was brought for it, as in what is printed', () => {
    expect(renderMarkdown(fence('flowchart LR'))).not.toContain('iframe')
  })
})
