import { describe, expect, it } from 'vitest'
import { renderMarkdown } from './render-markdown.server'
import { mathml } from './tex'

const inside = (tex: string, display = false) =>
  mathml(tex, display)?.replace(/^<math[^>]*><mrow>|<\/mrow><\/math>$/g, '')

describe('formulas', () => {
  it.each([
    ['x^2', '<msup><mi>x</mi><mn>2</mn></msup>'],
    ['x^12', '<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>'],
    ['a_{i}^n', '<msubsup><mi>a</mi><mrow><mi>i</mi></mrow><mi>n</mi></msubsup>'],
    ["f'", '<msup><mi>f</mi><mrow><mo>′</mo></mrow></msup>'],
    ['\\frac12', '<mfrac><mn>1</mn><mn>2</mn></mfrac>'],
    ['\\frac{a}{b}', '<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>'],
    ['\\sqrt[3]{x}', '<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>'],
    ['\\alpha \\le \\beta', '<mi>α</mi><mo stretchy="false">≤</mo><mi>β</mi>'],
    ['\\mathbb{R}', '<mi>ℝ</mi>'],
    ['\\mathbf x', '<mi>𝐱</mi>'],
    ['\\text{if } x', '<mtext>if </mtext><mi>x</mi>'],
    ['\\sin x', '<mi>sin</mi><mi>x</mi>'],
    ['\\vec{v}', '<mover accent="true"><mrow><mi>v</mi></mrow><mo>→</mo></mover>'],
    ['\\not\\in', '<mo>∈\u0338</mo>'],
    ['1 < 2', '<mn>1</mn><mo>&lt;</mo><mn>2</mn>'],
  ])('%s', (tex, expected) => expect(inside(tex)).toBe(expected))

  it('have their limits above and below where they stand alone', () => {
    expect(inside('\\sum_{i=0}^n i', true)).toContain('<munderover><mo largeop="true"')
    expect(inside('\\sum_{i=0}^n i')).toContain('<msubsup>')
    expect(inside('\\lim_{x\\to 0}', true)).toContain('<munder><mi>lim</mi>')
  })

  it('have matrices, cases and lines', () => {
    const matrix = inside('\\begin{pmatrix} a & b \\\\ c & d \\\\ \\end{pmatrix}') ?? ''
    expect(matrix.match(/<mtr>/g)).toHaveLength(2)
    expect(matrix.match(/<mtd>/g)).toHaveLength(4)
    expect(matrix).toMatch(/^<mrow><mo fence="true" stretchy="true">\(<\/mo><mtable>/)
    expect(inside('\\begin{cases} 1 & x>0 \\\\ 0 \\end{cases}')).toContain('<mtable>')
    expect(inside('\\left( \\frac a b \\middle| c \\right]')).toContain('<mfrac>')
  })

  it.each([
    ...['', ' ', '\\unknown', '\\def\\a{a}', '\\frac{a}', '{', '}', 'a}', '{a', 'a^', '_', 'a^b^c'],
    ...['\\left(', '\\left(a', '\\right)', '\\begin{matrix}a', '\\end{matrix}', '&', '#1', '\\'],
    ...[
      '\\begin{matrix}a\\end{pmatrix}',
      '\\href{javascript:alert(1)}{x}',
      '\\url{x}',
      '\\sqrt[',
      '%',
    ],
    ...[
      '\\begin{constructor}a\\end{constructor}',
      '\\constructor',
      '\\toString',
      '\\text{',
      '\\text a',
    ],
    ...['\\mathbb{é}', '\\not', '\\not\\constructor', '\\big', '{'.repeat(500) + '}'.repeat(500)],
    'x'.repeat(2_001),
  ])('that can’t be read are none: %s', (tex) => expect(mathml(tex, true)).toBeNull())
})

describe('in a text', () => {
  const shown = (text: string) => renderMarkdown(text)

  it('stand between the signs that models write', () => {
    expect(shown('Let $x$ be')).toMatch(
      /^<p dir="auto">Let <math><mrow><mi>x<\/mi><\/mrow><\/math> be/,
    )
    expect(shown('Let \\(x^2\\) be')).toContain('Let <math><mrow><msup>')
    expect(shown('so $$x = 1$$ holds')).toContain('<math display="block">')
    for (const text of [
      '$$\nx = 1\n$$',
      '\\[ x = 1 \\]',
      'so\n\\[\nx = 1\n\\]\nthus',
      '- a\n  $$\n  x = 1\n  $$',
    ]) {
      expect(shown(text)).toContain(
        '<div class="table-scroll" role="group" tabindex="0" aria-label="Formula"><math display="block">',
      )
    }
    expect(shown('|a|\n|-|\n|$x_1$|')).toContain('<msub>')
  })

  it.each([
    'It costs $5 and $6.',
    'From $5, or 6$ at most',
    'US$ 5 and A$ 6',
    '$',
    '$$',
    '$$$$',
    '$ x $',
    'a $x',
    '$x$5',
  ])('are not seen in %s', (text) => expect(shown(text)).toBe(`<p dir="auto">${text}</p>\n`))

  it('that can’t be read stay as they were written', () => {
    expect(shown('so $\\unknown{*a*}$ holds')).toContain('so $\\unknown{*a*}$ holds')
    expect(shown('\\(\\foo<b>\\)')).toContain('\\(\\foo&lt;b&gt;\\)')
    expect(shown('$$\n\\foo\n$$')).toContain('\\foo')
    expect(shown('`$x$` and \\$x\\$')).toBe('<p dir="auto"><code>$x$</code> and $x$</p>\n')
    expect(shown('```\n$$x$$\n```')).not.toContain('<math')
  })

  it('hold no tag and no attribute but a formula’s', () => {
    const hostile = [
      ...[
        '<script>alert(1)</script>',
        '\\text{<img src=x onerror=alert(1)>}',
        '"',
        "'",
        '\\text{"}',
      ],
      ...[
        '\\mathrm{</math><script>}',
        '\\operatorname{a" onclick="x}',
        '\\begin{array}{"><b>}a\\end{array}',
      ],
      ...[
        '\\left<\\right>',
        '\\&lt;',
        '\\text{&lt;b&gt;}',
        '<',
        '\\text{$<b>$}',
        '\u202e',
        '\\text{\\<b>}',
      ],
    ]
    for (const tex of hostile) {
      for (const text of [`$${tex}$`, `\\(${tex}\\)`, `$$\n${tex}\n$$`]) {
        const html = shown(text)
        const rest = html.replace(
          /<\/?(?:math|m[a-z]+|p|div)(?: (?:display|stretchy|fence|largeop|movablelimits|accent|linethickness|mathvariant|width|class|role|tabindex|aria-label|dir)="[\w.-]*")*>/g,
          '',
        )
        expect(rest.replace(/<\/?a\b[^<>]*>|<br>/g, '')).not.toMatch(/[<>]/)
      }
    }
  })

  it('cost no more than their length', { timeout: 60_000 }, () => {
    const pieces = [
      ...[
        '$',
        '$$',
        '$a',
        '$a$',
        '$$a',
        '\\(',
        '\\[',
        '\\(a\\)',
        '\\[\n',
        '$$\n',
        '$a^b$ ',
        '$$a\n',
        '- $$',
      ],
      ...[
        '\\frac',
        '\\sqrt[',
        '\\left(',
        '\\begin{matrix}',
        '{',
        '^{',
        '\\hat',
        '\\text{',
        '\\mathbb{',
      ],
    ]
    for (const piece of pieces) {
      for (const around of ['', '$$']) {
        const text = around + piece.repeat(100_000 / piece.length)
        const cost = () => {
          const before = process.cpuUsage()
          expect(shown(text).length).toBeLessThan(20_000_000)
          return process.cpuUsage(before).user / 1_000
        }
        if (cost() > 1_000) expect([piece, cost() < 1_000]).toEqual([piece, true])
      }
    }
  })
})
