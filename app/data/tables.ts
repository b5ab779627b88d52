import {
  type ColumnType,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Database as Schema } from './schema.types'

type Definitions = Schema['public']['Tables']

type Column<Row, Insert, Update, Name extends keyof Row> = ColumnType<
  Row[Name],
  Name extends keyof Insert ? Insert[Name] : never,
  Name extends keyof Update ? Update[Name] : never
>

/** The generated schema in the shape that Kysely reads. */
type Tables = {
  [Table in keyof Definitions]: {
    [Name in keyof Definitions[Table]['Row']]-?: Column<
      Definitions[Table]['Row'],
      Definitions[Table]['Insert'],
      Definitions[Table]['Update'],
      Name
    >
  }
}

/** Writes SQL and never runs it: `data/` sends what it compiles as part of a batch. */
export const tables = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
