import { escapeHtml } from '~/platform/escape-html'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { NOTHING_FOUND, namedIn, passageName, passagePath, type Source } from '../answers/source'
import { type ExportForm, speakerOf, timeOf } from './exported'
import type { ExportPlace } from './place'

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
<title>${escapeHtml(title)} · AI GYM</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1 dir="auto">${escapeHtml(title)}</h1>
<p>${escapeHtml(words.head(agentName, communityName, timeOf(begunAt)))}</p>
<p class="screen">${escapeHtml(words.howToPrint)}</p>
${older ? `<p>${escapeHtml(words.older)}</p>` : ''}`
  },
  message(message, conversation) {
    const { author, text, status, at, sources, leftOut, files } = message
    const said =
      author === 'person'
        ? `<p class="said" dir="auto">${escapeHtml(text)}</p>`
        : renderMarkdown(text)
    const attached =
      files.length > 0
        ? `<p>${escapeHtml(place.words.files(files.map(({ name }) => name)))}</p>`
        : ''
    const ending = status === 'complete' ? '' : `<p>${escapeHtml(place.words.status[status])}</p>`
    const from =
      text === '' || sources.length === 0
        ? ''
        : sourcesOf(namedIn(text, sources), conversation.slug, place)
    const without =
      text === '' || leftOut === null ? '' : `<p>${escapeHtml(place.leftOut(leftOut))}</p>`
    return `<article><h2><span dir="auto">${escapeHtml(speakerOf(message, conversation))}</span> · <time datetime="${new Date(at).toISOString()}">${timeOf(at)}</time></h2>
${said}${attached}${ending}${from}${without}</article>
`
  },
  end: () => '</main></body></html>\n',
})

function sourcesOf(sources: Source[], slug: string, place: ExportPlace): string {
  const { words } = place
  if (sources.some((source) => source.place === NOTHING_FOUND)) {
    return `<p class="sources">${escapeHtml(words.nothingFound)}</p>`
  }
  const lines = sources.map((source) => {
    const path = passagePath(source, slug)
    const what =
      path === null
        ? escapeHtml(words.sourceGone)
        : `<a href="${escapeHtml(place.origin + path)}" dir="auto">${escapeHtml(passageName(source))}</a>${source.passage && `<blockquote dir="auto">${escapeHtml(source.passage)}</blockquote>`}`
    return `<li value="${source.place}">${what}</li>`
  })
  return `<div class="sources"><p>${escapeHtml(words.sources)}</p><ol>${lines.join('')}</ol></div>`
}
