import { describe, expect, it } from 'vitest'
import { highlight } from './highlight'
import { paintsFor } from './paints'
import { renderMarkdown } from './render-markdown.server'
import { LONGEST_COLOURED } from './rendering'

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const paint = (code: string, language: string) => highlight(code, language, escapeHtml)

/** What a reader sees and copies. */
const textOf = (html: string) =>
  html
    .replace(/<span class="[a-z]">|<\/span>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))

const samples: [language: string, code: string, spans: string[]][] = [
  ['js', 'const a = "x" // why\n', ['k">const', 's">&#34;x&#34;', 'c">// why']],
  ['ts', 'type A = number | 12', ['k">type', 'n">12']],
  ['python', 'def f(x):\n    """text"""\n    return None', ['k">def', 's">&#34;&#34;&#34;text']],
  ['json', '{"a": true}', ['n">true']],
  ['sql', "select 1 from t where a = 'b'", ['k">select', "s\">'b'"]],
  ['bash', 'echo "hi" # why', ['s">&#34;hi&#34;', 'c"># why']],
  ['html', '<a href="x">y</a>', ['f">href', 's">&#34;x&#34;']],
  ['css', 'a { color: red } /* why */', ['c">/* why */']],
  ['c++', 'int main() { return 0; }', ['k">return', 'n">0']],
  ['C#', 'public class A {}', ['k">public']],
  ['java', 'class A { int b = 1; }', ['k">class']],
  ['go', 'func main() {}', ['k">func']],
  ['rust', 'fn main() { let a = 1; }', ['k">fn']],
  ['diff', '-old\n+new\n', ['d">-old', 's">+new']],
]

describe('code in colours', () => {
  it.each(samples)('%s', (language, code, spans) => {
    const html = paint(code, language) ?? ''
    for (const span of spans) expect(html).toContain(`<span class="${span}`)
    expect(textOf(html)).toBe(code)
  })

  it.each(['', 'yaml', 'klingon', 'constructor', '__proto__', 'toString'])(
    'of a language that is not known stays plain: %s',
    (language) => expect(paint('a', language)).toBeNull(),
  )

  it('stays in its block, whatever it says', async () => {
    const text = '```js\nlet a = "</code></pre><script>alert(1)</script>"\n```\n\n```js\n"'
    const html = renderMarkdown(text, await paintsFor(text))
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(/<span class="s">/g)).toHaveLength(2)
    expect(html.match(/<span/g)).toHaveLength(html.match(/<\/span>/g)?.length ?? 0)
  })

  it('is fetched for a fence that names its language only', async () => {
    expect(await paintsFor('`a`\n\n```\nb\n```')).toEqual({})
    expect(await paintsFor('a', '~~~ js\nb')).toHaveProperty('highlight')
    expect(renderMarkdown('```js\nlet a\n```')).not.toContain('<span')
  })

  it('ends where there is too much of it, and not a letter is lost', async () => {
    const long = 'let a = 1\n'.repeat(1_000)
    const html = paint(long, 'js') ?? ''
    expect(textOf(html)).toBe(long)
    expect(html.lastIndexOf('<span')).toBeLessThan(html.length / 2 + 60_000)
    expect(paint(`let ${'a'.repeat(1_000)}`, 'js')).not.toContain('<span')
    const many = '```js\nlet a\n```\n\n'.repeat(LONGEST_COLOURED / 5)
    const spans = renderMarkdown(many, await paintsFor(many)).match(/<span class="k">/g)
    expect(spans?.length).toBeLessThanOrEqual(LONGEST_COLOURED / 6)
  })
})

describe('hostile code', () => {
  const pieces = [
    ...[
      '(',
      '[',
      '{',
      '<',
      '"',
      "'",
      '`',
      '/',
      '/*',
      '\\',
      '=>',
      '(a',
      'a=>',
      '<<EOF ',
      '${',
      '#{',
    ],
    ...[
      '@',
      '--[[',
      '[=',
      '%q(',
      '/[',
      '?',
      '?:',
      'a ',
      'a.',
      'a:',
      'if ',
      'function(',
      'def ',
      '🏋',
    ],
    ...['class ', '<a ', '<a b="', '</', '<!--', '&', 'r#"', 'f"{', '$((', '\t', ' ', '"""', "'''"],
    ...['do ', '=begin', '"#{', 'a<b<', 'R"(', 'R"a(', '1', '1.', '0x', '(\n', '{\n', '"\n', '\n'],
  ]
  const languages = samples.map(([language]) => language)
  languages.push('kotlin', 'lua', 'r', 'ruby', 'swift', 'toml', 'xml')

  /** Milliseconds of processor time, which a busy machine does not change much. */
  function cost(code: string, language: string): number {
    const before = process.cpuUsage()
    const html = paint(code, language)
    const { user } = process.cpuUsage(before)
    if (html !== null) expect(textOf(html)).toBe(code)
    return user / 1_000
  }

  it.each(languages)(
    'in %s is read in a moment, and comes out as it was',
    { timeout: 60_000 },
    (language) => {
      for (const piece of pieces) {
        const code = piece.repeat(LONGEST_COLOURED / piece.length)
        // Whatever is slow at first is compiled the next time; a tokenizer gone wild is slow always.
        if (cost(code, language) < 500) continue
        expect([piece, Math.min(cost(code, language), cost(code, language)) < 500]).toEqual([
          piece,
          true,
        ])
      }
    },
  )
})
