import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { Root } from 'mdast'
import { AppError } from '~/platform/errors'

/** Characters of a page that are read. */
const MOST = 3_000_000

/** The text of a page with its headings, lists, tables and links. Scripts and styles are left out. */
export function readHtml(text: string): Root {
  if (text.length > MOST) throw new AppError('source.long', 422)
  const tree = toMdast(fromHtml(text))
  return tree.type === 'root' ? tree : { type: 'root', children: [] }
}
