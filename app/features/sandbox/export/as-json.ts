import type { ExportForm } from './exported'

const FORMAT = 'ai-gym-conversation'
/** Grows with each change that an older reader would misread; see docs/exports.md. */
const FORMAT_VERSION = 1

/** The whole tree of a conversation, a message a line. */
export const asJson = (): ExportForm => ({
  mediaType: 'application/json; charset=utf-8',
  extension: 'json',
  branches: 'all',
  begin({ id, title, agentName, communityName, ownerName, begunAt, leafId, older }) {
    const head = JSON.stringify({
      format: FORMAT,
      version: FORMAT_VERSION,
      exportedAt: new Date().toISOString(),
      from: { community: communityName },
      conversation: id,
      title,
      agent: agentName,
      person: ownerName,
      begunAt: new Date(begunAt).toISOString(),
      shown: leafId,
      older,
    })
    return `${head.slice(0, -1)},\n"messages":[`
  },
  message(message, _, first) {
    const { id, parentId, author, text, status, model, at, byAgent } = message
    const { sources, leftOut, files } = message
    const line = JSON.stringify({
      id,
      parent: parentId,
      author,
      ...(byAgent === null ? {} : { agent: byAgent }),
      at: new Date(at).toISOString(),
      text,
      ...(files.length > 0 ? { files: files.map(({ name }) => name) } : {}),
      ...(author === 'agent' ? { status, model, sources } : {}),
      ...(leftOut === null ? {} : { leftOut }),
    })
    return `${first ? '\n' : ',\n'}${line}`
  },
  end: () => '\n]}\n',
})
