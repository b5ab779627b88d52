import { type RawBuilder, sql } from 'kysely'
import { cleanLine } from './clean-form'

/** Characters of a search that are read. */
const READ = 200

/** What somebody searches for, as it is shown back and looked for. */
export const readSearch = (text: string | null) => cleanLine((text ?? '').slice(0, READ))

/** A condition that every word of `search` stands somewhere in `text`, in any case. */
export function holdsWords(text: RawBuilder<string>, search: string): RawBuilder<boolean> {
  const words = search.split(/\s+/).filter(Boolean)
  if (words.length === 0) return sql<boolean>`true`
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  return sql<boolean>`${text} ilike all (${patterns}::text[])`
}
