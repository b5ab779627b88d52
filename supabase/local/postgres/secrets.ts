import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Passwords and keys of the local stack, made at first use and kept in one file of mode 600. */
export interface Secrets {
  /** The kept value, or what `make` gives, which is kept from then on. Values are JSON. */
  get<T>(name: string, make: () => T): T
  set(name: string, value: unknown): void
  has(name: string): boolean
}

/** Opens (or begins) the secrets file. Reads it anew each time, so that several parts may share it. */
export function openSecrets(file: string): Secrets {
  const read = (): Record<string, unknown> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
  return {
    has: (name) => Object.hasOwn(read(), name),
    set: (name, value) => write(file, { ...read(), [name]: value }),
    get<T>(name: string, make: () => T): T {
      const kept = read()
      if (Object.hasOwn(kept, name)) return kept[name] as T
      const value = make()
      write(file, { ...kept, [name]: value })
      return value
    },
  }
}

/** A random password that needs no escaping in a URL or in SQL. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url')
}

function write(file: string, values: Record<string, unknown>): void {
  mkdirSync(dirname(file), { recursive: true })
  const next = `${file}.${process.pid}.new`
  writeFileSync(next, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 })
  renameSync(next, file)
}
