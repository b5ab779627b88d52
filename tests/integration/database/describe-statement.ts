import type { Client, Submittable } from 'pg'

/** A column of a statement's answer, as Postgres describes it without running the statement. */
export interface DescribedColumn {
  name: string
  /** The type's OID. */
  type: number
  /** The table and column that it is; 0 for what is computed. */
  table: number
  column: number
}

interface Fields {
  fields: { name: string; dataTypeID: number; tableID: number; columnID: number }[]
}

interface Wire {
  parse(message: { text: string }, more?: boolean): void
  describe(message: { type: 'S' }, more?: boolean): void
  sync(): void
}

/**
 * Has Postgres parse a statement: each name in it is looked up, and nothing runs.
 *
 * @throws what Postgres says of a table, column, function or type that is not there
 */
export function describeStatement(client: Client, text: string): Promise<DescribedColumn[]> {
  return new Promise((resolve, reject) => {
    let columns: DescribedColumn[] = []
    const question = {
      submit(wire: Wire) {
        wire.parse({ text })
        wire.describe({ type: 'S' })
        wire.sync()
      },
      handleRowDescription({ fields }: Fields) {
        columns = fields.map(({ name, dataTypeID, tableID, columnID }) => ({
          name,
          type: dataTypeID,
          table: tableID,
          column: columnID,
        }))
      },
      handleError: (error: Error) => reject(error),
      handleReadyForQuery: () => resolve(columns),
    }
    client.query(question as unknown as Submittable)
  })
}
