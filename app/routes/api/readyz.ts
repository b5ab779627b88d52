import { sql } from 'kysely'
import { fetchWithin, within } from '~/platform/deadline.server'
import { forEveryone } from '../guard.server'

const CHECK_MS = 2_000

/** Ready: the database and Auth answer within two seconds; 503 names what does not. */
export const loader = forEveryone(async ({ context: { db, env } }) => {
  const answers = (work: Promise<unknown>) =>
    within(CHECK_MS, work).then(
      () => 'ready' as const,
      () => 'down' as const,
    )
  const [database, auth] = await Promise.all([
    answers(db.read(sql`select 1`)),
    answers(
      fetchWithin(CHECK_MS)(`${env.SUPABASE_URL}/auth/v1/health`, {
        headers: { apikey: env.SUPABASE_ANON_KEY },
      }).then((response) => {
        if (!response.ok) throw new Error(String(response.status))
      }),
    ),
  ])
  const ready = database === 'ready' && auth === 'ready'
  return Response.json(
    { status: ready ? 'ready' : 'down', database, auth },
    { status: ready ? 200 : 503 },
  )
})
