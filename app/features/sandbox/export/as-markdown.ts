import { NOTHING_FOUND, namedIn, passageName, passagePath, type Source } from '../answers/source'
import { type ExportForm, speakerOf, timeOf } from './exported'
import type { ExportPlace } from './place'

/** A line of text that Markdown reads as itself. */
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&')

const quoted = (text: string) => text.replace(/^/gm, '> ').replace(/^> $/gm, '>')

/** The branch that is shown. What a person wrote is quoted, since it was not meant as Markdown. */
export const asMarkdown = (place: ExportPlace): ExportForm => ({
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  branches: 'shown',
  begin({ title, agentName, communityName, begunAt, older }) {
    const lines = [
      `# ${plain(title)}`,
      plain(place.words.head(agentName, communityName, timeOf(begunAt))),
      ...(older ? [`*${place.words.older}*`] : []),
    ]
    return `${lines.join('\n\n')}\n`
  },
  message(message, conversation) {
    const { author, text, status, at, sources, leftOut, files } = message
    const lines = [`## ${plain(speakerOf(message, conversation))} · ${timeOf(at)}`]
    if (text !== '') lines.push(author === 'person' ? quoted(text) : text)
    if (files.length > 0) lines.push(plain(place.words.files(files.map(({ name }) => name))))
    if (status !== 'complete') lines.push(`*${place.words.status[status]}*`)
    if (text !== '' && sources.length > 0) {
      lines.push(...sourcesOf(namedIn(text, sources), conversation.slug, place))
    }
    if (text !== '' && leftOut !== null) lines.push(`*${place.leftOut(leftOut)}*`)
    return `\n${lines.join('\n\n')}\n`
  },
  end: () => '',
})

function sourcesOf(sources: Source[], slug: string, place: ExportPlace): string[] {
  const { words } = place
  if (sources.some((source) => source.place === NOTHING_FOUND)) return [`*${words.nothingFound}*`]
  const lines = sources.map((source) => {
    const path = passagePath(source, slug)
    if (path === null) return `- [${source.place}] ${words.sourceGone}`
    const line = `- [${source.place}] ${plain(passageName(source))}: <${place.origin}${path}>`
    // Of a document that was given to the conversation nothing is quoted.
    return source.passage === ''
      ? line
      : `${line}\n\n${quoted(source.passage).replace(/^/gm, '  ')}`
  })
  return [`${words.sources}:`, ...lines]
}
