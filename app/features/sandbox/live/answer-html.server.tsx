import { paintsFor } from '~/platform/markdown/paints'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { htmlOf } from '~/ui/html-of.server'
import { wordsIn } from '~/ui/strings/catalogue'
import { sourcesWords } from '~/ui/strings/sources'
import { NOTHING_FOUND, namedIn, passageName, passagePath, type Source } from '../answers/source'

/** Characters of a passage that stand under an answer; the link leads to the whole. */
const SHOWN = 200

export interface AnswerPlace {
  /** The community's slug. */
  slug: string
  /** Tag of the language that the page speaks. */
  language: string
}

/** How an answer was made, beside its text. */
interface HowMade {
  sources: readonly Source[]
  /** How many messages before its question the model was not given; null where it had all. */
  leftOut?: number | null
  /** Whether it is an earlier answer, given again. */
  given?: boolean
}

/** An answer as the page shows it, with what it was made from under it, and without what. */
export async function answerHtml(
  text: string,
  { sources, leftOut = null, given = false }: HowMade,
  place: AnswerPlace,
): Promise<string> {
  const html = renderMarkdown(text, await paintsFor(text))
  if (text === '' || (sources.length === 0 && !leftOut && !given)) return html
  const words = wordsIn(place.language, sourcesWords)
  return (
    html +
    (await htmlOf(
      <>
        {sources.length > 0 && <Sources sources={namedIn(text, sources)} {...place} />}
        {leftOut ? (
          <details className="hint">
            <summary>{words.leftOut(leftOut)}</summary>
            <p>{words.rule}</p>
          </details>
        ) : null}
        {given && <p className="hint">{words.again}</p>}
      </>,
    ))
  )
}

function Sources({ sources, slug, language }: AnswerPlace & { sources: readonly Source[] }) {
  const words = wordsIn(language, sourcesWords)
  if (sources.some(({ place }) => place === NOTHING_FOUND)) {
    return <p className="sources hint">{words.nothing}</p>
  }
  return (
    <div className="sources">
      <p className="hint">{words.title}</p>
      <ol>
        {sources.map((source) => {
          const path = passagePath(source, slug)
          return (
            <li key={source.place} value={source.place}>
              {path === null ? (
                <span className="hint">{words.gone}</span>
              ) : (
                <>
                  <a href={path} dir="auto">
                    {passageName(source)}
                  </a>
                  {source.part === null ? (
                    <blockquote dir="auto">{excerptOf(source.passage)}</blockquote>
                  ) : (
                    <p className="hint">{words.given(source.part)}</p>
                  )}
                </>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function excerptOf(passage: string): string {
  const letters = [...passage]
  if (letters.length <= SHOWN) return passage
  return `${letters
    .slice(0, SHOWN)
    .join('')
    .replace(/\s+\S*$/, '')} …`
}
