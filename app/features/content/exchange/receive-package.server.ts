import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { safeName } from '~/platform/storage/file-name'
import { layStream } from '~/platform/storage/lay-stream.server'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import type { SentFile } from '../files/uploads.server'
import {
  type Checked,
  type CheckedItem,
  checkItems,
  isFit,
  isRefused,
  noFiles,
} from './check-item.server'
import { EXCHANGE_LIMITS } from './format'
import {
  dropPackage,
  findNotes,
  keepImport,
  planEntries,
  type Reported,
  reservePackage,
  storePlain,
} from './import-rows.server'
import { openPackage } from './open-package.server'

export interface ImportNeeds {
  db: Database
  storage: ObjectStorage
  actor: Person
}

interface Receiving extends ImportNeeds {
  /** The public key of this installation; null where it has none. */
  ownKey: string | null
}

/**
 * Takes an export, looks through it and keeps what would become of it. Nothing is made yet.
 *
 * @returns the import
 * @throws AppError `file.too-large`, `community.storage-full`, or what `openPackage` has against it;
 *   nothing of it is kept then
 */
export async function receivePackage(
  needs: Receiving,
  community: string,
  { name: sent, stream, announced }: SentFile,
): Promise<string> {
  const { db, storage, actor } = needs
  const name = safeName(sent, [])
  const bytes = Math.min(announced, EXCHANGE_LIMITS.packageBytes)
  // Its place is kept, it is laid, looked through, and what would happen is kept: each needs the one before.
  db.expect(2)
  const file = await reservePackage(db, actor, community, { name, bytes })
  try {
    const laid = await layStream(storage, file, stream, EXCHANGE_LIMITS.packageBytes)
    if (laid.size === 0) throw new AppError('file.empty', 422)
    const { content, hasFiles } = await openPackage(storage, file, laid.size)
    const installation = content.signature.publicKey
    const own = installation === needs.ownKey
    const checked = checkItems(content, hasFiles)
    if (checked.length === 0) throw new AppError('import.empty', 422)
    const [report] = await Promise.all([
      look(needs, { community, installation, own }, checked, content.salt),
      storePlain(db, { id: file, bytes: laid.size, sha256: laid.sha256 }),
    ])
    return await keepImport(db, actor, community, { file, name, installation, own, report })
  } catch (error) {
    // What can't be taken away now, the sweep finds.
    await dropPackage(db, file).catch(() => {})
    await storage.delete([file]).catch(() => {})
    throw error
  }
}

/** What would become of each, if the import began now and changed no more than it must. */
async function look(
  { db }: ImportNeeds,
  from: { community: string; installation: string; own: boolean },
  checked: Checked[],
  salt: string | undefined,
): Promise<Reported[]> {
  const fit = checked.filter(isFit)
  const plan = { ...from, publish: false, overwrite: false }
  const entries = fit.map((item) => entryOf(item, salt))
  const [outcomes, notes] = await Promise.all([
    planEntries(db, plan, entries),
    findNotes(db, plan, entries),
  ])
  const planned = new Map<Checked, Pick<Reported, 'outcome' | 'note'>>(
    fit.map((one, at) => {
      const [outcome, note] = [outcomes[at] ?? 'refused', notes[at]]
      return [one, note && isComing(outcome) ? { outcome, note } : { outcome }]
    }),
  )
  return checked.map((one) => {
    const { kind, title } = one
    if (isRefused(one)) return { kind, title, outcome: 'refused', code: one.code }
    return { kind, title, ...(planned.get(one) ?? { outcome: 'refused' }) }
  })
}

/** Whether an outcome brings something in, or would if the coach said so. */
const isComing = (outcome: Reported['outcome']) =>
  ['make', 'change', 'publish', 'kept', 'live'].includes(outcome)

/** What Postgres decides by. */
export const entryOf = (item: CheckedItem, salt: string | undefined) => {
  const { id, kind, title, status, version, publish_at, digest, filesDigest } = item
  const { audience, owner } = item
  return {
    ...{ id, kind, title, status, version, digest },
    ...(publish_at ? { publish_at } : {}),
    ...(filesDigest ? { files: filesDigest } : {}),
    ...(audience ? { audience } : {}),
    ...(owner ? { owner } : {}),
    ...(salt ? { salt } : {}),
    no_files: noFiles(),
  }
}
