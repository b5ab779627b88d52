import { findProgram, installSystemPackage } from './install.ts'

/** PgBouncer's program, installed where the system lets us; null where there is none. */
export async function findPgBouncer(): Promise<string | null> {
  const there = findProgram('pgbouncer')
  if (there) return there
  console.log('No PgBouncer here; asking the package manager for one')
  return installSystemPackage('pgbouncer') ? findProgram('pgbouncer') : null
}
