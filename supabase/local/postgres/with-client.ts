import pg from 'pg'
import { StartError } from './start-error.ts'

/**
 * Runs work on a connection of its own.
 *
 * @throws StartError when there is no way to the server
 */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that is lost between two questions is told by the next one.
  client.on('error', () => {})
  await client.connect().catch((error: Error) => {
    throw new StartError(`There is no way to the database: ${error.message || 'no answer'}`, {
      cause: error,
    })
  })
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
