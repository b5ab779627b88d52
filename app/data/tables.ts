import {
  type ColumnType,
  DefaultQueryExecutor,
  PostgresAdapter,
  PostgresQueryCompiler,
  QueryCreator,
  type QueryExecutorProvider,
} from 'kysely'
import type { ListedColumns } from './listed-values'
import type { Json, Database as Schema } from './schema.types'

type Definitions = Schema['public']['Tables']
type Functions = Schema['public']['Functions']

type Narrowed<Columns, Table> = {
  [Name in keyof Columns]: Name extends keyof ListedColumns<Table>
    ? Exclude<Columns[Name], string> | ListedColumns<Table>[Name]
    : Columns[Name]
}

/** A row of a table as the schema has it, its listed values included. */
export type Row<Table extends keyof Definitions> = Narrowed<Definitions[Table]['Row'], Table>

/** What a function of the schema answers. */
export type Answer<Name extends keyof Functions> = Functions[Name]['Returns']

/**
 * What a function of the schema answers as JSON, whose shape the schema doesn't know.
 * Nothing fits it any more once the function answers something else.
 */
export type JsonAnswer<Name extends keyof Functions, Shape> =
  Json extends Answer<Name> ? Shape : never

type Column<Row, Insert, Update, Name extends keyof Row> = ColumnType<
  Row[Name],
  Name extends keyof Insert ? Insert[Name] : never,
  Name extends keyof Update ? Update[Name] : never
>

/** The generated schema in the shape that Kysely reads. */
type Tables = {
  [Table in keyof Definitions]: {
    [Name in keyof Row<Table>]-?: Column<
      Row<Table>,
      Narrowed<Definitions[Table]['Insert'], Table>,
      Narrowed<Definitions[Table]['Update'], Table>,
      Name
    >
  }
}

const executor = new DefaultQueryExecutor(new PostgresQueryCompiler(), new PostgresAdapter(), {
  provideConnection: () => Promise.reject(new Error('only a batch reaches Postgres')),
})

/** Writes SQL and never runs it: `data/` sends what it compiles as part of a batch. */
export const compiler: QueryExecutorProvider = { getExecutor: () => executor }

/**
 * The tables, for queries that are built rather than written. `Kysely` itself brings migrations and
 * schema builders into the Worker; this is the part of it that builds queries.
 */
export const tables = /* @__PURE__ */ new QueryCreator<Tables>({ executor }).withSchema('public')
