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

/** An answer as the page shows it, with what it was made from under it, and that it was given again. */
export async function answerHtml(
  text: string,
  sources: readonly Source[],
  place: AnswerPlace,
  given = false,
): Promise<string> {
  const html = renderMarkdown(text, await paintsFor(text))
  if (text === '' || (sources.length === 0 && !given)) return html
  return (
    html +
    (await htmlOf(
      <>
        {sources.length > 0 && <Sources sources={namedIn(text, sources)} {...place} />}
        {given && <p className="hint">{wordsIn(place.language, sourcesWords).again}</p>}
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
