import type { Rows } from './test-database.ts'

/**
 * Follows what policies read: the tables in their conditions, whose own policies then hold for the
 * same role; and the functions that they call, with the tables that those read as their owner. A
 * function of the migrations' role ends the way, since no policy holds the owner of the tables.
 *
 * @returns each circle as `table → table (role)`
 */
export async function findCircles(ask: (sql: string) => Promise<Rows>): Promise<string[]> {
  const functions = new Map(
    (
      await ask(
        `select proname as name, prosrc as body, prosecdef as definer,
           proowner::regrole::text as owner
         from pg_proc where pronamespace in ('public'::regnamespace, 'private'::regnamespace)`,
      )
    ).map((row) => [String(row.name), row]),
  )
  const policies = await ask(
    `select relname as table, array_to_string(polroles::regrole[], ',') as role,
       concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as text,
       polcmd::text as command
     from pg_policy join pg_class on pg_class.oid = polrelid
     where relnamespace in ('public'::regnamespace, 'private'::regnamespace)`,
  )

  /** The tables that SQL reads, each with the role it reads them as. */
  function reads(sql: string, role: string, called = new Set<string>()): string[] {
    const tables = [...sql.matchAll(/\b(?:from|join)\s+\(*(?:public\.)?(\w+)/gi)].map(
      ([, table]) => `${table} (${role})`,
    )
    const calls = [...sql.matchAll(/\b(?:private|public)\.(\w+)\(/g)].flatMap(([, name = '']) => {
      const found = functions.get(name)
      if (found === undefined || called.has(name)) return []
      const runsAs = found.definer ? String(found.owner) : role
      if (runsAs === 'postgres') return []
      return reads(String(found.body), runsAs, new Set([...called, name]))
    })
    return [...tables, ...calls]
  }

  // What is written is also read: of another table, only its policies for reading count.
  const edges = new Map<string, Set<string>>()
  for (const { table, role, text, command } of policies) {
    const from = `${table} (${role})${command === 'r' || command === '*' ? '' : ` ${command}`}`
    const known = edges.get(from) ?? new Set()
    for (const each of reads(String(text), String(role))) known.add(each)
    edges.set(from, known)
  }

  const circles = new Set<string>()
  function follow(node: string, path: string[]): void {
    const at = path.indexOf(node)
    if (at >= 0) {
      const circle = [...path.slice(at), node]
      const role = /\((\w+)\)/.exec(node)?.[1]
      circles.add(`${circle.map((name) => name.split(' ')[0]).join(' → ')} (${role})`)
      return
    }
    for (const next of edges.get(node) ?? []) follow(next, [...path, node])
  }
  for (const node of edges.keys()) follow(node, [])
  return [...circles]
}
