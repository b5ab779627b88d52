import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { NOTHING_FOUND, namedIn, type Source } from '../source'
import { type ExportForm, speakerOf, timeOf } from './exported'
import { addressOf, type ExportPlace, nameOf } from './place'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '')

/** A page of its own: it stays readable where it is kept as a file. */
const STYLE = `
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
article{border-top:1px solid GrayText;padding:1rem 0;break-inside:auto}
h1{line-height:1.2}h2{font-size:1rem;margin:0 0 .5rem;break-after:avoid}
time{font-weight:400}
.said,pre{white-space:pre-wrap}
pre,blockquote,table{break-inside:avoid}
pre{border:1px solid GrayText;padding:.75rem}
blockquote{margin:.5rem 0;padding-inline-start:1rem;border-inline-start:3px solid GrayText}
table{border-collapse:collapse}td,th{border:1px solid GrayText;padding:.25rem .5rem;text-align:start}
a{color:inherit}
.sources{font-size:.875rem}
@media print{body{margin:0;max-width:none}.screen{display:none}a[href]::after{content:" (" attr(href) ")"}}
`

/** The branch that is shown, as a page to print: nothing on it runs. */
export const asPrint = (place: ExportPlace): ExportForm => ({
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  branches: 'shown',
  begin({ title, agentName, communityName, begunAt, older }) {
    const { words, language, nonce } = place
    return `<!doctype html>
<html lang="${language.tag}" dir="${language.dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · AI GYM</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1 dir="auto">${escaped(title)}</h1>
<p>${escaped(words.head(agentName, communityName, timeOf(begunAt)))}</p>
<p class="screen">${escaped(words.howToPrint)}</p>
${older ? `<p>${escaped(words.older)}</p>` : ''}`
  },
  message(message, conversation) {
    const { author, text, status, at, sources } = message
    const said =
      author === 'person' ? `<p class="said" dir="auto">${escaped(text)}</p>` : renderMarkdown(text)
    const ending = status === 'complete' ? '' : `<p>${escaped(place.words.status[status])}</p>`
    const from =
      text === '' || sources.length === 0
        ? ''
        : sourcesOf(namedIn(text, sources), conversation.slug, place)
    return `<article><h2><span dir="auto">${escaped(speakerOf(message, conversation))}</span> · <time datetime="${new Date(at).toISOString()}">${timeOf(at)}</time></h2>
${said}${ending}${from}</article>
`
  },
  end: () => '</main></body></html>\n',
})

function sourcesOf(sources: Source[], slug: string, place: ExportPlace): string {
  const { words } = place
  if (sources.some((source) => source.place === NOTHING_FOUND)) {
    return `<p class="sources">${escaped(words.nothingFound)}</p>`
  }
  const lines = sources.map((source) => {
    const address = addressOf(source, slug, place)
    const what =
      address === null
        ? escaped(words.sourceGone)
        : `<a href="${escaped(address)}" dir="auto">${escaped(nameOf(source))}</a><blockquote dir="auto">${escaped(source.passage)}</blockquote>`
    return `<li value="${source.place}">${what}</li>`
  })
  return `<div class="sources"><p>${escaped(words.sources)}</p><ol>${lines.join('')}</ol></div>`
}
