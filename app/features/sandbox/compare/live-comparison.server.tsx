import type { ReactElement } from 'react'
import { AppError } from '~/platform/errors'
import { escapeHtml } from '~/platform/escape-html'
import { ButtonLink } from '~/ui/atoms/button'
import { htmlOf } from '~/ui/html-of.server'
import { LanguageProvider } from '~/ui/strings'
import { type PageLanguage, wordsIn } from '~/ui/strings/catalogue'
import { compareWords } from '~/ui/strings/compare'
import { sandboxWords } from '~/ui/strings/sandbox'
import { type LiveEvent, untilLeft } from '../live/live-events'
import { type Telling, tellAnswer } from '../live/tell-answer.server'
import type { ComparedAnswer } from './compare'
import { AnswerEnd, AnswerForm, AnswerHead, type ShownComparedAnswer } from './compared-answers'
import { together } from './together'

type Tellings = Omit<Telling, 'from' | 'said' | 'render' | 'mine' | 'language'>

interface LiveComparison<Answer extends ComparedAnswer> extends Tellings {
  compared: readonly Answer[]
  /** An answer that has ended, as the page shows it. */
  show(answer: Answer): Promise<ShownComparedAnswer>
  language: PageLanguage
  /** Where the comparison is. */
  here: string
}

/**
 * Answers that are made at once, as part of a page: each grows in its own column, without a script.
 *
 * HTML is one stream in one order. So the columns stand in a declarative shadow tree that comes first,
 * whole, and what comes then is written behind it in the order in which it comes, each piece with the
 * name of the slot in which it is seen. At the end of an answer it is written once more, rendered,
 * while CSS takes the raw words away, since nothing can be unwritten.
 */
export function liveComparison<Answer extends ComparedAnswer>({
  compared,
  show,
  language,
  here,
  ...tellings
}: LiveComparison<Answer>): (nonce: string) => AsyncIterable<string> {
  const words = wordsIn(language.tag, compareWords)
  const sandbox = wordsIn(language.tag, sandboxWords)
  const chosen = compared.find((answer) => answer.chosen)
  const block = async (slot: string | null, piece: ReactElement) =>
    `<div${slot ? ` slot="${slot}"` : ''}>${await htmlOf(
      <LanguageProvider language={language}>{piece}</LanguageProvider>,
    )}</div>`
  const again = (label: string) => (
    <p className="mt-3">
      <ButtonLink small icon="retry" href={here}>
        {label}
      </ButtonLink>
    </p>
  )

  const write = async function* (nonce: string, signal: AbortSignal): AsyncGenerator<string> {
    const lines = linesOf(nonce)
    const ended = new Map<number, ShownComparedAnswer>()
    const end = async (place: number, answer: Answer) => {
      const shown = await show(answer)
      ended.set(place, shown)
      const gone = hide(nonce, `.compared-live::part(words${place}),[data-stops="${answer.id}"]`)
      const waits = ended.size < compared.length
      const whole = <AnswerEnd answer={shown} html={shown.html ?? ''} waits={waits} />
      return gone + (await block(`end${place}`, whole))
    }
    const howFar = () => {
      const coming = ended.size < compared.length
      const some = [...ended.values()].some(({ html }) => html)
      const over = chosen ? words.chosenNow(chosen.label) : some ? words.choose : words.none
      return lines.put('said', coming ? words.coming(ended.size, compared.length) : over)
    }

    yield shell(compared.map(({ label }) => words.answering(label)))
    // What has no slot is seen where a browser knows no such tree, and nothing else is.
    yield await block(null, again(words.look))
    for (const [place, answer] of compared.entries()) {
      yield await block(`head${place}`, <AnswerHead answer={answer} />)
      if (answer.status !== 'streaming') yield await end(place, answer)
    }
    yield howFar()
    const telling = { ...tellings, language: language.tag }
    const told = compared.map((answer) => tell(answer, telling, signal))
    for await (const [place, event] of together(told)) {
      const slot = `words${place}`
      if (event.type === 'text') yield lines.drop(slot) + span(slot, event.text)
      else if (event.type === 'waits') {
        yield lines.put(slot, event.words ?? words.answering(compared[place]?.label ?? ''))
      } else if (event.type === 'over') yield (await end(place, event.answer)) + howFar()
      else if (event.type === 'lost') {
        const lost = (
          <>
            <p className="hint mt-3">{sandbox.cantReach}</p>
            {again(sandbox.reload)}
          </>
        )
        yield await block(`end${place}`, lost)
      } else yield '<!-- -->'
    }
    if (ended.size === compared.length) {
      yield hide(nonce, '[data-later]')
      for (const [place, answer] of ended) {
        yield await block(`foot${place}`, <AnswerForm answer={answer} />)
      }
    }
    yield '<span data-live="end"></span></div>'
  }
  return (nonce) => untilLeft((signal) => write(nonce, signal))
}

type Told<Answer> =
  | Exclude<LiveEvent, { type: 'end' }>
  | { type: 'over'; answer: Answer }
  /** It can't be followed any more. */
  | { type: 'lost' }

/** Tells an answer that is being made: its words as they come, then what has become of it. */
async function* tell<Answer extends ComparedAnswer>(
  said: Answer,
  telling: Tellings & Pick<Telling, 'language'>,
  signal: AbortSignal,
): AsyncGenerator<Told<Answer>> {
  if (said.status !== 'streaming') return
  let text = ''
  // Rendered with what is shown around it.
  const render = async (whole: string) => {
    text = whole
    return ''
  }
  try {
    const mine = { said, render, mine: true, from: 0 }
    for await (const event of tellAnswer({ ...telling, ...mine }, signal)) {
      if (event.type === 'end') {
        const { status, failure } = event.end
        const ended = status === 'gone' ? 'cut_off' : status
        yield { type: 'over', answer: { ...said, text, failure, status: ended } }
      } else yield event
    }
  } catch (error) {
    if (signal.aborted) return
    const expected = error instanceof AppError
    telling.log.error(
      'answer.unreachable',
      { answerId: said.id },
      (expected && error.cause) || error,
    )
    yield { type: 'lost' }
  }
}

const span = (slot: string, text: string, more = '') =>
  `<span slot="${slot}"${more}>${escapeHtml(text)}</span>`

const hide = (nonce: string, which: string) =>
  `<style nonce="${nonce}">${which}{display:none!important}</style>`

/** Lines that take each other's place in a slot. */
function linesOf(nonce: string) {
  const last = new Map<string, string>()
  let count = 0
  const drop = (slot: string) => {
    const line = last.get(slot)
    last.delete(slot)
    return line ? hide(nonce, `[data-line="${line}"]`) : ''
  }
  return {
    drop,
    put(slot: string, text: string) {
      const before = drop(slot)
      count += 1
      last.set(slot, String(count))
      return before + span(slot, text, ` data-line="${count}"`)
    },
  }
}

/** The columns and their slots; in each stands what is said while nothing has come. `code.css` has their look. */
function shell(waiting: readonly string[]): string {
  const columns = waiting.map(
    (words, place) =>
      `<li part="column"><slot name="head${place}" part="block"></slot>` +
      `<slot name="words${place}" part="words words${place}">${escapeHtml(words)}</slot>` +
      `<slot name="end${place}" part="block"></slot><slot name="foot${place}" part="block"></slot></li>`,
  )
  return (
    '<div class="compared-live" data-live="words"><template shadowrootmode="open">' +
    '<p part="said" role="status"><slot name="said" part="line"></slot></p>' +
    `<ol part="columns of${waiting.length}">${columns.join('')}</ol></template>`
  )
}
