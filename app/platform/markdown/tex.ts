import { escapeHtml } from '../escape-html'
import * as signs from './tex-signs'

/** Characters of a formula; a longer one stays text. */
export const LONGEST_FORMULA = 2_000
/** How deep a formula nests. */
const DEEPEST = 30

/**
 * The TeX that models write, as MathML; null for anything else, which then stays text.
 *
 * There are no macros: temml, a whole TeX, ran out of 4 GB of memory over 500 characters. This reads
 * once from left to right, and writes no tag or attribute but those that stand in this file.
 */
export function mathml(tex: string, display: boolean): string | null {
  if (tex.length > LONGEST_FORMULA || tex.trim() === '') return null
  try {
    const inside = new Formula(tex, display).whole()
    return `<math${display ? ' display="block"' : ''}>${inside}</math>`
  } catch (error) {
    if (error instanceof NotKnown) return null
    throw error
  }
}

class NotKnown extends Error {}

const TOKEN = /\s+|\\(?:[a-zA-Z]+|[\s\S])|\d+(?:[.,]\d+)*|[\s\S]/uy

const tag = (name: string, inside: string, attributes = '') =>
  `<${name}${attributes}>${inside}</${name}>`
const row = (inside: string) => tag('mrow', inside)
const mo = (sign: string, attributes = '') => tag('mo', escapeHtml(sign), attributes)
const mi = (name: string) => tag('mi', escapeHtml(name))
const space = (width: string) => `<mspace width="${width}em"></mspace>`
const fence = (sign: string) => (sign === '.' ? '' : mo(sign, ' fence="true" stretchy="true"'))

class Formula {
  #tokens: string[]
  #at = 0
  #depth = 0
  #display: boolean

  constructor(tex: string, display: boolean) {
    this.#tokens = tex.match(new RegExp(TOKEN.source, 'gu')) ?? []
    this.#display = display
  }

  whole(): string {
    const inside = this.#row(() => false)
    if (this.#at < this.#tokens.length) throw new NotKnown()
    return row(inside)
  }

  /** The next token, without the white space before it; '' at the end. */
  #peek(): string {
    while (/^\s/.test(this.#tokens[this.#at] ?? '')) this.#at += 1
    return this.#tokens[this.#at] ?? ''
  }

  #take(): string {
    const token = this.#peek()
    this.#at += 1
    return token
  }

  #expect(token: string): void {
    if (this.#take() !== token) throw new NotKnown()
  }

  /** What stands between braces, as it was written. */
  #words(): string {
    this.#expect('{')
    let words = ''
    for (let depth = 1; ; ) {
      const token = this.#tokens[this.#at]
      if (token === undefined) throw new NotKnown()
      this.#at += 1
      if (token === '{') depth += 1
      if (token === '}') depth -= 1
      if (depth === 0) return words
      if (token !== '{' && token !== '}') words += token.replace(/^\\(?=[^a-zA-Z])/, '')
    }
  }

  #row(ends: (token: string) => boolean): string {
    if (++this.#depth > DEEPEST) throw new NotKnown()
    let inside = ''
    for (
      let token = this.#peek();
      token !== '' && token !== '}' && !ends(token);
      token = this.#peek()
    ) {
      inside += this.#scripted()
    }
    this.#depth -= 1
    return inside
  }

  /** Something with what stands at its feet and shoulders. */
  #scripted(): string {
    const name = this.#peek().replace(/^\\/, '')
    const called = this.#peek() !== name
    const base = '^_'.includes(name) && !called ? '<mrow></mrow>' : this.#atom()
    let [sub, sup, primes] = ['', '', '']
    let above = called && this.#display && (name in signs.BIG || signs.LIMITS.has(name))
    above ||= called && (name === 'underbrace' || name === 'overbrace')
    for (;;) {
      const next = this.#peek()
      if (next === '\\limits' || next === '\\nolimits') above = next === '\\limits'
      else if (next === "'") primes += '′'
      else if (next !== '^' && next !== '_') break
      this.#at += 1
      if (next === '^' && sup === '') sup = this.#argument()
      else if (next === '_' && sub === '') sub = this.#argument()
      else if (next === '^' || next === '_') throw new NotKnown()
    }
    if (primes) sup = row(mo(primes) + sup)
    if (sub && sup) return tag(above ? 'munderover' : 'msubsup', base + sub + sup)
    if (sub) return tag(above ? 'munder' : 'msub', base + sub)
    if (sup) return tag(above ? 'mover' : 'msup', base + sup)
    return base
  }

  /** One thing: a group, or the next sign. */
  #argument(): string {
    const token = this.#peek()
    if (/^\d/.test(token) && token.length > 1) {
      // `x^12` is x to the one, and two.
      this.#tokens[this.#at] = token.slice(1)
      return tag('mn', token.charAt(0))
    }
    if (token === '' || token === '^' || token === '_' || token === '}') throw new NotKnown()
    return this.#atom()
  }

  #atom(): string {
    const token = this.#take()
    if (token === '{') {
      const inside = this.#row(() => false)
      this.#expect('}')
      return row(inside)
    }
    if (token.startsWith('\\')) return this.#command(token.slice(1))
    if (/^\d/.test(token)) return tag('mn', token)
    if (/^\p{L}/u.test(token)) return mi(token)
    if (token === '~') return space('0.25')
    if (token === '-') return mo('−')
    if (token === '*') return mo('∗')
    if ('&#%$'.includes(token)) throw new NotKnown()
    return mo(token, '()[]|'.includes(token) ? ' stretchy="false"' : '')
  }

  #command(name: string): string {
    const own = (list: Record<string, string>) =>
      Object.hasOwn(list, name) ? list[name] : undefined
    const letter = own(signs.LETTERS)
    if (letter) return mi(letter)
    const operator = own(signs.OPERATORS)
    if (operator) return mo(operator, ' stretchy="false"')
    const big = own(signs.BIG)
    if (big) return mo(big, ' largeop="true" movablelimits="false"')
    const integral = own(signs.INTEGRALS)
    if (integral) return mo(integral, ' largeop="true"')
    if (signs.FUNCTIONS.has(name) || signs.LIMITS.has(name)) return mi(name)
    const over = own(signs.OVER)
    if (over) return tag('mover', this.#argument() + mo(over), ' accent="true"')
    const under = own(signs.UNDER)
    if (under) return tag('munder', this.#argument() + mo(under))
    const width = own(signs.SPACES) ?? (/^\s/.test(name) ? '0.25' : undefined)
    if (width) return space(width)
    if (Object.hasOwn(signs.ALPHABETS, name)) return this.#letters(name)
    return this.#structure(name)
  }

  #structure(name: string): string {
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
      case 'cfrac':
        return tag('mfrac', this.#argument() + this.#argument())
      case 'binom': {
        const inside = tag('mfrac', this.#argument() + this.#argument(), ' linethickness="0"')
        return row(fence('(') + inside + fence(')'))
      }
      case 'sqrt': {
        if (this.#peek() !== '[') return tag('msqrt', this.#argument())
        this.#at += 1
        const degree = row(this.#row((token) => token === ']'))
        this.#expect(']')
        return tag('mroot', this.#argument() + degree)
      }
      case 'text':
      case 'textrm':
      case 'textbf':
      case 'textit':
      case 'mbox':
        return tag('mtext', escapeHtml(this.#words()))
      case 'mathrm':
      case 'operatorname': {
        const words = this.#words()
        if (words.includes('\\')) throw new NotKnown()
        return tag('mi', escapeHtml(words), ' mathvariant="normal"')
      }
      case 'overset':
      case 'stackrel':
      case 'underset': {
        const [beside, base] = [this.#argument(), this.#argument()]
        return tag(name === 'underset' ? 'munder' : 'mover', base + beside)
      }
      case 'not': {
        const sign = this.#take()
        const said = sign.startsWith('\\') ? signs.OPERATORS[sign.slice(1)] : sign
        if (!said || !/^[=<>∈⊂⊆≡∼≈∣]$/u.test(said)) throw new NotKnown()
        return mo(`${said}\u0338`)
      }
      case 'pmod':
        return row(space('1') + mo('(') + mi('mod') + space('0.3') + this.#argument() + mo(')'))
      case 'bmod':
        return mo('mod')
      case 'boxed':
        return this.#argument()
      case 'displaystyle':
      case 'textstyle':
        return ''
      case 'left':
        return this.#fenced()
      case 'begin':
        return this.#table(this.#words())
      default:
        if (/^(?:big|Big|bigg|Bigg)[lrm]?$/.test(name)) return mo(this.#delimiter())
        throw new NotKnown()
    }
  }

  #letters(alphabet: string): string {
    const [capital = 0, small = 0, digit = 0] = signs.ALPHABETS[alphabet] ?? []
    const words = this.#peek() === '{' ? this.#words() : this.#take()
    let said = ''
    for (const letter of words) {
      const code = letter.charCodeAt(0)
      const hole = signs.HOLES[alphabet.replace('mathscr', 'mathcal') + letter]
      if (hole) said += hole
      else if (/[A-Z]/.test(letter)) said += String.fromCodePoint(capital + code - 65)
      else if (/[a-z]/.test(letter)) said += String.fromCodePoint(small + code - 97)
      else if (/\d/.test(letter)) said += digit ? String.fromCodePoint(digit + code - 48) : letter
      else if (letter !== ' ') throw new NotKnown()
    }
    return mi(said)
  }

  #delimiter(): string {
    const token = this.#take()
    if (token === '<') return '⟨'
    if (token === '>') return '⟩'
    const sign = token.startsWith('\\') ? signs.OPERATORS[token.slice(1)] : token
    if (!sign || !/^[()[\]{}|.⟨⟩⌊⌋⌈⌉‖/\\↑↓]$/u.test(sign)) throw new NotKnown()
    return sign
  }

  #fenced(): string {
    const open = this.#delimiter()
    let inside = ''
    for (;;) {
      inside += this.#row((token) => token === '\\right' || token === '\\middle')
      const end = this.#take()
      if (end !== '\\right' && end !== '\\middle') throw new NotKnown()
      const sign = fence(this.#delimiter())
      if (end === '\\right') return row(fence(open) + inside + sign)
      inside += sign
    }
  }

  #table(name: string): string {
    const kind = Object.hasOwn(signs.TABLES, name) ? signs.TABLES[name] : undefined
    if (!kind) throw new NotKnown()
    // How columns stand: said for arrays, and left to the browser.
    if (name === 'array') this.#words()
    const rows: string[] = []
    let cells: string[] = []
    for (let end = ''; end !== '\\end'; ) {
      const cell = this.#row((token) => token === '&' || token === '\\\\' || token === '\\end')
      cells.push(tag('mtd', row(cell)))
      end = this.#take()
      if (end === '') throw new NotKnown()
      if (end === '}') throw new NotKnown()
      if (end === '&') continue
      if (end === '\\\\' || cell !== '' || cells.length > 1) rows.push(tag('mtr', cells.join('')))
      cells = []
    }
    if (this.#words() !== name) throw new NotKnown()
    const table = tag('mtable', rows.join(''))
    return row((kind.open ? fence(kind.open) : '') + table + (kind.close ? fence(kind.close) : ''))
  }
}
