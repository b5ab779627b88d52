import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../local/postgres/start-error.ts'
import { bucketsIn } from '../local/worker/serve.ts'
import { dataDirOf, reachDatabase } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { readArchive } from './archive.ts'
import { findKey, keyFileOf } from './key.ts'
import { backupFolderOf } from './make-backup.ts'
import { bringBack } from './part/bring-back.ts'
import type { Part } from './part/pick.ts'
import { restoreBackup } from './restore-backup.ts'
import { restoreHosted } from './restore-hosted.ts'
import { listBackups } from './shelf.ts'
import { objectsInFolder, objectsInLocalBucket, type StoredObjects } from './stored-objects.ts'

/** `npm run restore`: the whole, or (`--community`, `--item`) a part of it, or nothing (`--check`). */
export async function restore(
  words: string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      replace: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      community: { type: 'string' },
      item: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      overwrite: { type: 'boolean', default: false },
      files: { type: 'string' },
    },
  })
  const dataDir = dataDirOf(env)
  const file = chooseFile(positionals, backupFolderOf(dataDir))
  const key = findKey({ env, keyFile: keyFileOf(dataDir) })
  if (values.check) {
    const about = await readArchive({ file, key, visit: async () => {} })
    say(`${file} is whole: made at ${about.madeAt}, migrations up to ${about.migrations.at(-1)}`)
    return
  }
  const part = partOf(values)
  if (part) {
    const dryRun = values['dry-run']
    const database = await reachDatabase(env, say)
    try {
      const { adminUrl } = database
      const liveObjects = () => openLiveObjects(env, dataDir, values.files)
      const { overwrite } = values
      await bringBack({ file, key, part, adminUrl, liveObjects, dryRun, overwrite, env, say })
    } finally {
      await database.leave()
    }
    say(dryRun ? 'A dry run: nothing was changed' : `Brought back into ${database.name}`)
    return
  }
  if (values['dry-run'] || values.overwrite) {
    throw new StartError('--dry-run and --overwrite go with --community or --item.')
  }
  if (env.ADMIN_DATABASE_URL) {
    const files = values.files ? { files: path.resolve(values.files) } : {}
    await restoreHosted({ file, key, databaseUrl: env.ADMIN_DATABASE_URL, ...files, env, say })
    return
  }
  if (values.files) throw new StartError('--files goes with ADMIN_DATABASE_URL, or with a part.')
  const { aside } = await restoreBackup({ file, key, dataDir, replace: values.replace, say })
  say(`Restored ${dataDir} from ${file}`)
  if (aside) say(`What was there lies in ${aside}; remove it when you no longer need it`)
}

/** Where the stored files of the live installation are: in the folder that was named, or in its own bucket. */
async function openLiveObjects(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  folder: string | undefined,
): Promise<StoredObjects | null> {
  if (folder) return objectsInFolder(path.resolve(folder))
  if (env.ADMIN_DATABASE_URL) return null
  return objectsInLocalBucket(bucketsIn(path.join(dataDir, 'objects')))
}

function partOf({ community, item }: { community?: string; item?: string }): Part | undefined {
  if (community && item) throw new StartError('Name a --community or an --item, not both.')
  if (community) return { community }
  return item ? { item } : undefined
}

function chooseFile(positionals: string[], folder: string): string {
  const [name = 'latest', ...more] = positionals
  if (more.length > 0) throw new StartError('Name one backup: npm run restore -- <file>.')
  if (name !== 'latest') {
    const inFolder = path.join(folder, name)
    return path.resolve(existsSync(name) || !existsSync(inFolder) ? name : inFolder)
  }
  const newest = listBackups(folder)[0]
  if (!newest) throw new StartError(`There is no backup in ${folder}.`)
  return newest.file
}

if (import.meta.main) {
  await runCommand((say) => restore(process.argv.slice(2), process.env, say))
}
