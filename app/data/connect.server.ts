import { Client, types } from 'pg'
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

/**
 * Opens one pipelined connection.
 *
 * @throws when Postgres does not answer within five seconds.
 */
export async function connect(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    application_name: 'ai-gym',
    types: {
      getTypeParser: (oid: number, format?: string) =>
        parsers[oid] ?? types.getTypeParser(oid, format as 'text'),
    },
  } as ConstructorParameters<typeof Client>[0])
  await client.connect()
  writeTogether(socketOf(client))
  return client
}
