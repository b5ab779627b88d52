import { findCommunity } from '~/features/communities/find-community.server'
import { toMarkdown } from '~/features/content/documents/document'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { forPeople } from '../guard.server'

/** A document as a Markdown file. */
export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findPublishedItem(db, documentKind, slug, params.item)
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  await findCommunity(db, actor, slug)
  const document = await asked
  return new Response(toMarkdown(document), {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${fileName(document.title)}`,
      'cache-control': 'private, no-store',
    },
  })
})

/** A name for the file, as a header can carry it. */
function fileName(title: string): string {
  const name = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'document'
  return encodeURIComponent(`${name}.md`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
}
