import { describe, expect, it } from 'vitest'
import { renderDocument, renderMarkdown } from './render-markdown.server'

/** Tags and attributes that may stand in rendered text; anything else is a hole. */
const allowed: Record<string, readonly string[]> = {
  a: ['href', 'rel', 'target', 'class', 'title'],
  blockquote: ['dir'],
  br: [],
  code: [],
  div: ['class', 'role', 'tabindex', 'aria-label'],
  em: [],
  figcaption: [],
  figure: ['class'],
  h3: ['dir'],
  h4: ['dir'],
  h5: ['dir'],
  h6: ['dir'],
  hr: [],
  iframe: ['src', 'height', 'title', 'sandbox', 'loading'],
  li: ['dir'],
  ol: ['start'],
  p: ['dir'],
  pre: ['dir', 'role', 'tabindex', 'aria-label'],
  s: [],
  span: ['class'],
  strong: [],
  table: [],
  tbody: [],
  td: ['dir', 'style'],
  th: ['dir', 'style'],
  thead: [],
  tr: [],
  ul: [],
}

/** Every tag of `html`, read strictly; throws where a tag or attribute is not in the list. */
function inspect(html: string): void {
  const withoutTags = html.replace(
    /<(\/?)([a-z0-9]+)((?:\s+[a-z-]+="[^"<>]*")*)\s*>/g,
    (_tag, close: string, name: string, attributes: string) => {
      const known = allowed[name]
      if (!known) throw new Error(`<${name}> in ${html}`)
      for (const [, attribute = '', value = ''] of attributes.matchAll(/([a-z-]+)="([^"]*)"/g)) {
        if (close || !known.includes(attribute)) throw new Error(`${attribute} in ${html}`)
        if (attribute === 'href' && !/^(https?:\/\/|mailto:|\/diagram#)/i.test(value)) {
          throw new Error(`href ${value}`)
        }
        if (name === 'iframe' && attribute === 'src' && !/^\/diagram#[\w-]*$/.test(value)) {
          throw new Error(`src ${value}`)
        }
        if (name === 'iframe' && attribute === 'sandbox' && value !== 'allow-scripts') {
          throw new Error(`sandbox ${value}`)
        }
        if (attribute === 'style' && !/^text-align:(left|right|center)$/.test(value)) {
          throw new Error(`style ${value}`)
        }
      }
      return ''
    },
  )
  if (/[<>]/.test(withoutTags)) throw new Error(`a stray angle bracket in ${html}`)
}

describe('what is safe', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](%6Aavascript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x]( javascript:alert(1) )',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[x](vbscript:msgbox(1))',
    '[x](file:///etc/passwd)',
    '[x](//evil.example/path)',
    '[x](/logout)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,x)',
    '![" onerror="alert(1)](https://a.example/x.png)',
    '[x](https://a.example/"onmouseover="alert(1))',
    '[x](https://a.example "title\\" onclick=\\"alert(1)")',
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'><script>alert(1)</script>",
    '```"><script>alert(1)</script>\ncode\n```',
    '```js" onclick="alert(1)\ncode\n```',
    '    <script>alert(1)</script>',
    '`<script>`',
    '|<b>|"|\n|-|-|\n|<i onclick=x>|</td>|',
    '# <u>heading</u>',
    '<!-- comment --><![CDATA[x]]><?php x ?>',
    '&lt;script&gt; &#60;b&#62; &quot;',
    '[<img src=x>](https://a.example)',
    '<https://a.example/<script>>',
    '<style>*{display:none}</style>',
    '<base href="https://evil.example">',
    '<form action="https://evil.example"><input name=password>',
  ])('%s', (text) => {
    const html = renderMarkdown(text)
    inspect(html)
    expect(html).not.toMatch(/href="(?!https:|http:|mailto:)/)
  })

  it('the inspection itself notices', () => {
    expect(() => inspect('<script>x</script>')).toThrow()
    expect(() => inspect('<a href="javascript:x">')).toThrow()
    expect(() => inspect('<p onclick="x">')).toThrow()
    expect(() => inspect('<img src=x>')).toThrow()
  })
})

describe('links', () => {
  it('say that they leave and tell the other side nothing', () => {
    expect(renderMarkdown('[guide](https://a.example/?a=1&b=2)')).toBe(
      '<p dir="auto"><a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener noreferrer ugc"' +
        ' target="_blank" class="external">guide<span class="sr-only"> (opens in a new tab)</span>' +
        '</a></p>\n',
    )
  })

  it('to an address of a person open no tab', () => {
    const html = renderMarkdown('[write](mailto:coach@a.example)')
    expect(html).toContain('<a href="mailto:coach@a.example" rel=')
    expect(html).not.toContain('_blank')
  })

  it.each([
    ['See https://a.example/b_c_d/ now', 'https://a.example/b_c_d/'],
    ['(https://a.example/x)', 'https://a.example/x'],
    ['https://a.example/x_(y).', 'https://a.example/x_(y)'],
    ['**https://a.example/x**', 'https://a.example/x'],
    ['HTTP://a.example', 'HTTP://a.example'],
    ['请看https://a.example/路。好', 'https://a.example/%E8%B7%AF'],
  ])('are made of a plain address: %s', (text, address) => {
    expect(renderMarkdown(text)).toContain(`href="${address}"`)
  })

  it.each([
    'main.py',
    'a.example',
    'coach@a.example',
    'xhttps://a.example',
    'https://',
    'ftp://a.b',
  ])('are not made of %s', (text) => {
    expect(renderMarkdown(text)).toBe(`<p dir="auto">${text}</p>\n`)
  })

  it('do not nest', () => {
    const html = renderMarkdown('[see https://b.example](https://a.example)')
    expect(html.match(/<a /g)).toHaveLength(1)
    const image = renderMarkdown('[![logo](https://b.example/i.png)](https://a.example)')
    expect(image.match(/<a /g)).toHaveLength(1)
    expect(image).toContain('Image: logo')
  })

  it('take the place of images, which nothing fetches', () => {
    const html = renderMarkdown('![a chart](https://a.example/chart.png)')
    expect(html).toContain('<a href="https://a.example/chart.png" rel="nofollow')
    expect(html).toContain('Image: a chart')
    expect(html).not.toContain('<img')
  })
})

describe('blocks', () => {
  it('show code with its language, left to right, reachable by keyboard', () => {
    const html = renderMarkdown('```python title="x"\nprint("<hi>")\n```')
    expect(html).toBe(
      '<figure class="code-block"><figcaption>python</figcaption>' +
        '<pre dir="ltr" role="group" tabindex="0" aria-label="Code: python">' +
        '<code>print(&quot;&lt;hi&gt;&quot;)\n</code></pre></figure>\n',
    )
    expect(renderMarkdown('    indented')).toContain('aria-label="Code"')
  })

  it('close an unfinished code block, as a streamed answer has them', () => {
    expect(renderMarkdown('```js\nlet a')).toMatch(/<\/code><\/pre><\/figure>\n$/)
  })

  it('let wide tables scroll by themselves', () => {
    const html = renderMarkdown('|a|b|\n|:-|-:|\n|1|2|')
    expect(html).toMatch(/^<div class="table-scroll" role="group" tabindex="0" aria-label="Table">/)
    expect(html).toMatch(/<\/table>\n<\/div>\n$/)
    inspect(html)
  })

  it('keep headings below the page and skip no level', () => {
    const levels = (text: string) =>
      [...renderMarkdown(text).matchAll(/<(h\d)/g)].map((match) => match[1])
    expect(levels('# a\n## b\n### c')).toEqual(['h3', 'h4', 'h5'])
    expect(levels('#### a\n# b\n###### c')).toEqual(['h3', 'h3', 'h4'])
    expect(renderMarkdown('# a')).toBe('<h3 dir="auto">a</h3>\n')
  })

  it('keep the line breaks that were written', () => {
    expect(renderMarkdown('one\ntwo')).toBe('<p dir="auto">one<br>\ntwo</p>\n')
  })

  it('take words from the reader’s language', () => {
    const labels = {
      image: 'Bild',
      table: 'Tabelle',
      code: 'Code',
      formula: 'Formel',
      newTab: 'öffnet "neu"',
      diagram: 'Bild',
      diagramAlone: 'Allein',
    }
    const html = renderMarkdown('[a](https://a.example) ![b](https://b.example)', {}, labels)
    expect(html).toContain('(öffnet &quot;neu&quot;)')
    expect(html).toContain('Bild: b')
  })
})

describe('any text', () => {
  it('keeps right-to-left and emoji, each block in its own direction', () => {
    const html = renderMarkdown('مرحبا **بك**\n\n- שלום 🏋️‍♀️')
    expect(html).toContain('<p dir="auto">مرحبا <strong>بك</strong></p>')
    expect(html).toContain('<li dir="auto">שלום 🏋️‍♀️</li>')
  })

  it('drops null bytes, also where they would split a word that is refused', () => {
    expect(renderMarkdown('a\0b')).toBe('<p dir="auto">ab</p>\n')
    expect(renderMarkdown('[x](java\0script:alert(1))')).not.toContain('<a ')
  })

  it('survives half a character', () => {
    inspect(renderMarkdown('a \ud83d b [x](https://a.example/\ud83d)'))
  })

  it('of nothing is nothing', () => {
    expect(renderMarkdown('')).toBe('')
  })

  it('beyond the limit stays plain, and stays', () => {
    const html = renderMarkdown(`${'a'.repeat(200_000)}**<b>**end`)
    expect(html).toContain('<p dir="auto">**&lt;b&gt;**end</p>')
  })

  const walls: [string, string][] = [
    ...['[', '![', '[a](', '*', '**a', '*a_ ', '`', '<', '&', '\\', '> ', '* a\n', '# a\n', '|a'],
    ...['http://(', 'http://a.b/(', 'https://a.b/)', '://', 'a://', 'http:///', '[a]:\n', '~~a'],
    ...['a|b\n-|-\n', '🏋️', '\u202e', '\n', '\t', '```\n', '![a](http://a.b)'],
  ].map((piece): [string, string] => [
    JSON.stringify(piece),
    piece.repeat(Math.ceil(100_000 / piece.length)).slice(0, 100_000),
  ])
  walls.push(
    ['an address and stars', `http://a.b/${'*'.repeat(99_000)}x`],
    ['brackets that open, then close', '['.repeat(50_000) + ']('.repeat(25_000)],
    ['growing backticks', Array.from({ length: 600 }, (_, i) => `e${'`'.repeat(i)}`).join('')],
    ['a deep list', Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}- a`).join('\n')],
    ['a table of many columns', `${'|'.repeat(999)}\n${'|-'.repeat(999)}\n${'|\n'.repeat(48_000)}`],
  )
  /** Milliseconds of processor time, which a busy machine does not change much; the best of some. */
  function cost(text: string, runs: number): number {
    const costs = Array.from({ length: runs }, () => {
      const before = process.cpuUsage()
      const html = renderMarkdown(text)
      const { user, system } = process.cpuUsage(before)
      expect(html.length).toBeLessThan(20_000_000)
      return (user + system) / 1_000
    })
    return Math.min(...costs)
  }

  // The processor's time is measured; the wall's only has to be enough on a busy machine.
  it.each(walls)(
    'of 100 KB costs no more than its length: %s',
    { timeout: 60_000 },
    (_name, text) => {
      if (cost(text, 1) < 500) return
      // Eight times the length: 8 where the cost grows with it, 64 where it grows with its square.
      const eighth = text.slice(0, text.length / 8)
      expect(cost(text, 2) / cost(eighth, 2)).toBeLessThan(30)
    },
  )

  it('of 200 KB of ordinary Markdown is rendered whole', () => {
    const some =
      '## Part\n\nSome **bold** text, `code` and https://a.example/x.\n\n- one\n- two\n\n'
    const text = `${some.repeat(Math.floor(200_000 / some.length) - 1)}\n\nThe end.`
    expect(renderMarkdown(text)).toMatch(/<p dir="auto">The end\.<\/p>\n$/)
    expect(cost(text, 1)).toBeLessThan(5_000)
  })
})

describe('a document', () => {
  it('has sections that links lead to, each by an id of its own, one below the page’s title', () => {
    const { html, sections } = renderDocument(
      '# Über *uns*\n\n## Plan\n\ntext\n\n## Plan\n\n##### Deep\n\n# ???\n\n# "><script>',
    )
    expect(sections).toEqual([
      { id: 'section-über-uns', title: 'Über uns', level: 2 },
      { id: 'section-plan', title: 'Plan', level: 3 },
      { id: 'section-plan-2', title: 'Plan', level: 3 },
      { id: 'section-deep', title: 'Deep', level: 4 },
      { id: 'section-5', title: '???', level: 2 },
      { id: 'section-script', title: '"><script>', level: 2 },
    ])
    expect(html).toContain('<h2 dir="auto" id="section-über-uns">')
    expect(html).not.toContain('<script>')
    expect(renderMarkdown('# One')).toBe('<h3 dir="auto">One</h3>\n')
  })

  it('of headings alone is read in a moment, whether they are alike or not', () => {
    const ids = (text: string) => new Set(renderDocument(text).sections.map(({ id }) => id)).size
    const startedAt = performance.now()
    expect(ids('# a\n'.repeat(25_000))).toBe(25_000)
    expect(ids(Array.from({ length: 10_000 }, (_, at) => `# a ${at}\n`).join(''))).toBe(10_000)
    expect(ids('# a\n# a 2\n# a\n# a 2\n# a 2 2\n')).toBe(5)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})
