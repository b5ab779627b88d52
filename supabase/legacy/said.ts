import { isUuid } from '../../app/platform/uuid.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { talkTables } from './references.ts'
import { asText } from './values.ts'

export type TalkTable = (typeof talkTables)[number]

/**
 * Whose the rows of `public.messages` are: the conversation's that their foreign key leads to. Without
 * one, a key that both tables of conversations have is nobody's: it could be another person's.
 *
 * @returns what was said in a row of one of the two tables
 */
export function sortMessages(
  { rows, references }: LegacyData,
  problems: string[],
): (table: TalkTable, row: LegacyRow | undefined) => LegacyRow[] {
  const byKey = new Map<string, LegacyRow[]>()
  for (const row of rows['public.messages']) {
    const key = asText(row.conversationId)
    const list = byKey.get(key)
    if (list) list.push(row)
    else byKey.set(key, [row])
  }
  const there = new Map(
    talkTables.map((table) => [table, new Set(rows[table].map(({ id }) => asText(id)))]),
  )
  const ends = references.get('public.messages.conversationId')
  const named = talkTables.filter((table) => ends?.includes(`${table}.id`))
  const said = new Map<string, LegacyRow[]>()
  for (const [key, lines] of byKey) {
    const guessed = !ends || (named.length === 0 && isUuid(key))
    const found = (guessed ? talkTables : named).filter((table) => there.get(table)?.has(key))
    const rest = `${lines.length} messages are left out`
    if (found.length === 1) {
      said.set(`${found[0]} ${key}`, lines)
    } else if (found.length === 0) {
      problems.push(`public.messages: conversation ${key} is not there; ${rest}`)
    } else {
      const either = found.map((table) => `${table} ${key}`).join(' or ')
      problems.push(
        `public.messages: conversation ${key} could be ${either}, and nothing says which; ${rest}`,
      )
    }
  }
  return (table, row) => said.get(`${table} ${asText(row?.id)}`) ?? []
}
