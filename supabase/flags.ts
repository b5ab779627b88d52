import { parseArgs } from 'node:util'
import pg from 'pg'
import { StartError } from './local/postgres/start-error.ts'
import { reachDatabase } from './reach-database.ts'
import { runCommand } from './run-command.ts'

const HOW = `Say what to do:
  npm run flags                        lists them
  npm run flags -- off <key>           switches one off for everybody, at the next request
  npm run flags -- on <key>            switches it on again
  npm run flags -- on <key> --share 20 for twenty people of a hundred, beside those whom a rule names`

/**
 * The operator's command for feature flags. What it changes holds from the next request on: nothing
 * keeps a copy of a flag.
 *
 * @param words as they were given: none, or `on|off <key>`
 * @throws StartError with one line, or with how to use it
 */
export async function changeFlags(
  databaseUrl: string,
  words: string[],
  say: (line: string) => void,
): Promise<void> {
  const { verb, key, share } = read(words)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  await client.connect().catch((error: Error) => {
    throw new StartError(`The database does not answer: ${error.message}`)
  })
  try {
    if (verb) {
      const { rowCount } = await client.query(
        `update public.feature_flags
         set enabled = $2, share = coalesce($3, share)
         where key = $1`,
        [key, verb === 'on', share ?? null],
      )
      if (rowCount === 0) throw new StartError(`There is no flag ${key}.`)
    }
    const { rows } = await client.query<FlagLine>(
      `select flags.key, flags.description, flags.enabled, flags.share,
         count(rules.id)::int as rules
       from public.feature_flags as flags
       left join public.feature_flag_rules as rules on rules.flag_key = flags.key
       group by flags.key
       order by flags.key`,
    )
    for (const row of rows) say(lineOf(row))
  } finally {
    await client.end()
  }
}

interface FlagLine {
  key: string
  description: string
  enabled: boolean
  share: number
  rules: number
}

function lineOf({ key, description, enabled, share, rules }: FlagLine): string {
  const state = !enabled ? 'off' : share === 100 ? 'on' : `on for ${share} %`
  const named = rules === 0 ? '' : rules === 1 ? ', 1 rule' : `, ${rules} rules`
  return `${key}: ${state}${named}. ${description}`
}

function read(words: string[]) {
  let parsed: { positionals: string[]; values: { share?: string } }
  try {
    parsed = parseArgs({
      args: words,
      allowPositionals: true,
      options: { share: { type: 'string' } },
    })
  } catch {
    throw new StartError(HOW)
  }
  const [verb, key, ...more] = parsed.positionals
  if (verb === undefined && parsed.values.share === undefined) return {}
  if ((verb !== 'on' && verb !== 'off') || !key || more.length > 0) throw new StartError(HOW)
  if (parsed.values.share === undefined) return { verb, key }
  const share = Number(parsed.values.share)
  if (verb === 'off' || !Number.isInteger(share) || share < 0 || share > 100) {
    throw new StartError(HOW)
  }
  return { verb, key, share }
}

if (import.meta.main) {
  await runCommand(async (say) => {
    const { ownerUrl, leave } = await reachDatabase(process.env, say)
    try {
      await changeFlags(ownerUrl, process.argv.slice(2), say)
    } finally {
      await leave()
    }
  })
}
