import { Client, types } from 'pg'
import { KEEP_PLANS, nameStatements } from './statement-names'
import { type Socket, writeTogether } from './write-together'

const TIMESTAMPTZ = 1184
const BIGINT = 20
const NUMERIC = 1700

/** Values as the generated types say: times as ISO text, whole and decimal numbers as numbers. */
const parsers: Partial<Record<number, (text: string) => unknown>> = {
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
  [BIGINT]: Number,
  [NUMERIC]: Number,
}

/** What `pg` writes to; its types leave it out. */
function socketOf(client: Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream
}

interface ConnectOptions {
  /** Whether statements are prepared under a name and kept: see `nameStatements`. */
  named?: boolean
}

/**
 * Opens one pipelined connection.
 *
 * @throws when Postgres does not answer within five seconds.
 */
export async function connect(
  connectionString: string,
  { named = false }: ConnectOptions = {},
): Promise<Client> {
  const client = new Client({
    connectionString,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'ai-gym',
    ...(named ? { options: KEEP_PLANS } : {}),
    types: {
      getTypeParser: (oid: number, format?: string) =>
        parsers[oid] ?? types.getTypeParser(oid, format as 'text'),
    },
  } as ConstructorParameters<typeof Client>[0])
  await client.connect()
  writeTogether(socketOf(client))
  if (named) nameStatements(client)
  return client
}
