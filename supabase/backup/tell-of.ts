import { basename } from 'node:path'
import { hasAudit, type OperatorEvent, tellAudit } from '../audit/tell-audit.ts'
import { withClient } from '../local/postgres/with-client.ts'
import type { ArchiveTotals, BackupAbout } from './archive.ts'
import type { KeptBackup } from './shelf.ts'

type Say = (line: string) => void

/** The audit hears of a backup that was made. Where it can't, the backup is none the worse. */
export function tellOfBackup(
  url: string,
  { file }: KeptBackup,
  { files, bytes }: ArchiveTotals,
  say: Say,
): Promise<void> {
  const subject = { kind: 'backup', id: basename(file) }
  const event = { action: 'backup.made', subject, details: { files, bytes } }
  return tellOf(url, event, (why) =>
    say(`The backup is whole; the audit could not be told of it: ${why}`),
  )
}

/**
 * What was restored knows it: the audit goes on from the backup with a row that says so. Where it
 * can't, it is restored all the same.
 */
export function tellOfRestore(
  url: string,
  file: string,
  { madeAt }: BackupAbout,
  say: Say,
): Promise<void> {
  const subject = { kind: 'backup', id: basename(file).replaceAll('@', ' ').slice(-200) }
  const event = { action: 'backup.restored', subject, details: { made_at: madeAt } }
  return tellOf(url, event, (why) =>
    say(`It is restored; the audit could not be told of it: ${why}`),
  )
}

/** On a connection of its own: the work took long, and one from before it may be lost since. */
async function tellOf(
  url: string,
  event: OperatorEvent,
  otherwise: (why: string) => void,
): Promise<void> {
  try {
    await withClient(url, async (client) => {
      if (await hasAudit(client)) await tellAudit(client, event)
    })
  } catch (error) {
    otherwise((error as Error).message)
  }
}
