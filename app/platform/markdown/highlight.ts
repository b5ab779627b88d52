import { c, cpp, csharp, java, kotlin } from '@codemirror/legacy-modes/mode/clike'
import { css } from '@codemirror/legacy-modes/mode/css'
import { diff } from '@codemirror/legacy-modes/mode/diff'
import { go } from '@codemirror/legacy-modes/mode/go'
import { javascript, json, typescript } from '@codemirror/legacy-modes/mode/javascript'
import { lua } from '@codemirror/legacy-modes/mode/lua'
import { python } from '@codemirror/legacy-modes/mode/python'
import { r } from '@codemirror/legacy-modes/mode/r'
import { ruby } from '@codemirror/legacy-modes/mode/ruby'
import { rust } from '@codemirror/legacy-modes/mode/rust'
import { shell } from '@codemirror/legacy-modes/mode/shell'
import { standardSQL } from '@codemirror/legacy-modes/mode/sql'
import { swift } from '@codemirror/legacy-modes/mode/swift'
import { toml } from '@codemirror/legacy-modes/mode/toml'
import { html, xml } from '@codemirror/legacy-modes/mode/xml'
import { type StreamParser, StringStream } from '@codemirror/streamparser'

/**
 * Colours code: CodeMirror's line tokenizers, which read forwards only. Imported when an answer has
 * code (see `paints.ts`), so it imports nothing of the app.
 *
 * Some of them remember how deep they stand and look through all of it at each token. So a block is
 * read this far and a line this long; the rest of a block is as it was written.
 */
const LONGEST_BLOCK = 6_000
const LONGEST_LINE = 400

/** YAML is not here: its tokenizer takes a minute for 10,000 tabs. */
const languages: Record<string, StreamParser<unknown>> = {
  ...{ c, cpp, csharp, css, diff, go, html, java, javascript, json, kotlin, lua, python, r, ruby },
  ...{ rust, shell, sql: standardSQL, swift, toml, typescript, xml },
}

const alsoCalled: Record<string, string> = {
  ...{
    'c++': 'cpp',
    'c#': 'csharp',
    cs: 'csharp',
    h: 'c',
    hpp: 'cpp',
    patch: 'diff',
    kt: 'kotlin',
  },
  ...{ js: 'javascript', jsx: 'javascript', mjs: 'javascript', node: 'javascript', golang: 'go' },
  ...{
    ts: 'typescript',
    tsx: 'typescript',
    json5: 'json',
    jsonc: 'json',
    htm: 'html',
    vue: 'html',
  },
  ...{ py: 'python', python3: 'python', rb: 'ruby', rs: 'rust', svg: 'xml', scss: 'css' },
  ...{ bash: 'shell', sh: 'shell', zsh: 'shell', console: 'shell', postgresql: 'sql' },
  ...{ mysql: 'sql', sqlite: 'sql', postgres: 'sql', plsql: 'sql' },
}

/** What a tokenizer calls a piece, and the letter that the style sheet has for it. */
const letters: Record<string, string> = {
  ...{ comment: 'c', meta: 'c', quote: 'c', string: 's', 'string-2': 's', inserted: 's' },
  ...{ number: 'n', atom: 'n', bool: 'n', null: 'n', unit: 'n', escape: 'n' },
  ...{ keyword: 'k', tag: 'k', modifier: 'k', deleted: 'd', def: 'f', attribute: 'f' },
}

/**
 * The code as HTML, its pieces in spans; null where the language is not known or its tokenizer fails.
 *
 * @param escapeHtml makes HTML of plain text
 */
export function highlight(
  code: string,
  language: string,
  escapeHtml: (text: string) => string,
): string | null {
  const called = language.toLowerCase()
  const name = alsoCalled[called] ?? called
  if (!Object.hasOwn(languages, name)) return null
  const head = code.slice(0, LONGEST_BLOCK)
  try {
    return (
      paint(head, languages[name] as StreamParser<unknown>, escapeHtml) +
      escapeHtml(code.slice(head.length))
    )
  } catch {
    return null // Kotlin's comments nest on the stack; who opens 10,000 of them reads them plain.
  }
}

function paint(
  code: string,
  parser: StreamParser<unknown>,
  escapeHtml: (text: string) => string,
): string {
  const state = parser.startState ? parser.startState(2) : true
  let html = ''
  // Neighbours of one kind are one span.
  let [open, text] = ['', '']
  const close = () => {
    html += open ? `<span class="${open}">${escapeHtml(text)}</span>` : escapeHtml(text)
    text = ''
  }
  const put = (piece: string, letter: string) => {
    if (letter !== open && piece.trim() !== '') {
      close()
      open = letter
    }
    text += piece
  }
  code.split('\n').forEach((line, at) => {
    if (at > 0) put('\n', open)
    if (line === '') parser.blankLine?.(state, 2)
    if (line.length > LONGEST_LINE) put(line, '')
    else tokens(line, parser, state, put)
  })
  close()
  return html
}

function tokens(
  line: string,
  parser: StreamParser<unknown>,
  state: unknown,
  put: (piece: string, letter: string) => void,
): void {
  const stream = new StringStream(line, 4, 2)
  for (let still = 0; !stream.eol(); ) {
    stream.start = stream.pos
    const token = parser.token(stream, state)
    if (stream.pos > stream.start) {
      still = 0
      put(stream.current(), letterOf(token))
    } else if (++still > 10) throw new Error('the tokenizer stands still')
  }
}

function letterOf(token: string | null): string {
  for (const kind of token?.split(/[ .]/) ?? []) {
    const letter = Object.hasOwn(letters, kind) && letters[kind]
    if (letter) return letter
  }
  return ''
}
