import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withClient } from '../../supabase/local/postgres/with-client.ts'
import { startTestPostgres } from '../fixtures/postgres.ts'
import { drawSchema } from './picture.ts'

const file = fileURLToPath(new URL('../../docs/database.md', import.meta.url))
const section = /(<!-- schema -->\n).*(<!-- \/schema -->)/s

/** docs/database.md as it is, and as it should be for the schema of a database. */
export async function schemaDocument(url: string): Promise<{ kept: string; made: string }> {
  const kept = readFileSync(file, 'utf8')
  const drawn = await withClient(url, drawSchema)
  if (!section.test(kept)) throw new Error('docs/database.md has no <!-- schema --> section.')
  return { kept, made: kept.replace(section, (_, from, to) => `${from}\n${drawn}\n${to}`) }
}

if (import.meta.main) {
  const postgres = await startTestPostgres()
  try {
    writeFileSync(file, (await schemaDocument(postgres.postgresUrl)).made)
    console.log('Drew the schema in docs/database.md')
  } finally {
    await postgres.stop()
  }
}
