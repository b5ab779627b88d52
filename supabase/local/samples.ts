import { bringPackage } from '../samples/bring.ts'
import { samplePackage } from '../samples/package.ts'
import { SAMPLES_DUE } from './postgres/migrations.ts'
import { withClient } from './postgres/with-client.ts'
import { exportKeyOf } from './signing-keys.ts'
import type { Stack } from './stack.ts'

/**
 * Brings the samples into Northside, once in the life of an installation: an export that it signs
 * itself, over its own import page. Where that breaks off, the next start goes on with it.
 */
export async function bringSamplesOnce(
  { url, postgres }: Stack,
  password: string,
  say: (line: string) => void,
): Promise<void> {
  const { postgresUrl, secrets } = postgres
  const ask = (sql: string, words: string[] = []) =>
    withClient(postgresUrl, (client) => client.query(sql, words))
  const startedAt = Date.now()
  try {
    const due = await ask('select from supabase_migrations.seeds where name = $1', [SAMPLES_DUE])
    if (due.rowCount === 0) return
    await bringPackage({
      url,
      email: 'coach@aigym.test',
      password,
      community: 'northside',
      package: await samplePackage(exportKeyOf(secrets)),
      isDone: async () => {
        const { rows } = await ask(
          'select status from public.content_imports order by id desc limit 1',
        )
        return rows[0]?.status === 'done'
      },
    })
    await ask('delete from supabase_migrations.seeds where name = $1', [SAMPLES_DUE])
    say(`Brought the samples into Northside, in ${Date.now() - startedAt} ms`)
  } catch (error) {
    say(`The samples did not come in, and are tried again at the next start: ${error}`)
  }
}
