// Started as a process of its own, to be ended: runs Postgres on a folder until then.
import { startPostgres } from '../../../supabase/local/postgres/start-postgres.ts'

const [dataDir = '', cleanUp = ''] = process.argv.slice(2)
await startPostgres({
  dataDir,
  settings: { fsync: 'off' },
  ...(cleanUp === '' ? {} : { cleanUp }),
})
process.stdout.write('ready\n')
setInterval(() => {}, 60_000)
