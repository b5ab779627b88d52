import type { Actor } from '../actors.ts'

/** The key of a planted row: its primary key's columns in order. Some rows are the actor's own. */
export type Key = string | string[] | ((me: string, actor: Actor) => string | string[])

/** SQL that is the same for everybody, or that names who tries it. */
export type Sql = string | ((me: string, actor: Actor) => string)

/** A call of a function, and the tables in which it leaves its mark; none for one that only reads. */
export interface Call {
  sql: Sql
  changes: string[]
}

/** A part of what stands in the database while permissions are tried. */
export interface Scene {
  /** Plants the rows, as the migrations' role. */
  plant: string
  /** The planted rows by table and name. */
  rows: Record<string, Record<string, Key>>
  /** The tables whose rows are deleted one by one, since others hold some of them. */
  oneByOne: string[]
  /** What an update sets, by `table.column`: an expression. */
  values: Record<string, string>
  /** Inserts by table and name. */
  inserts: Record<string, Record<string, Sql>>
  /** Calls by function and name. */
  calls: Record<string, Record<string, Call>>
}
