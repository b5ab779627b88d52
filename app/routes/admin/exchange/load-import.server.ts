import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findImport } from '~/features/content/exchange/import-rows.server'
import { deskPath } from '~/features/content/kinds'
import type { Person } from '~/platform/auth/actor'
import { notesOf, reasonOf, refusalOf } from './import-words.server'

/** Milliseconds after which an import that was silent needs somebody who goes on with it. */
const STALLED_MS = 15_000

/** An import as its page shows it: how far it is, and what became of each item. */
export async function loadImport({
  context: { db, language },
  actor,
  params,
}: LoaderFunctionArgs & { actor: Person }) {
  const slug = params.community ?? ''
  const asked = findImport(db, slug, params.import)
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  const row = await asked
  return {
    slug,
    name: row.name,
    status: row.status,
    done: row.done,
    all: row.report.length,
    foreign: row.own ? null : row.installation.slice(0, 8),
    publish: row.publish,
    overwrite: row.overwrite,
    /** What is said where the export is not here any more. */
    gone: row.file === null ? refusalOf('import.gone', language.tag) : null,
    stalled: row.status === 'running' && Date.now() - Date.parse(row.changedAt) > STALLED_MS,
    items: row.report.map((one, at) => ({
      at,
      dealtWith: at < row.done,
      title: one.title,
      kind: one.kind,
      outcome: one.outcome,
      why: one.outcome === 'refused' ? reasonOf(one, language.tag) : null,
      notes: notesOf(one.note, language.tag),
      loses: one.note?.whole === false,
      href: one.item && one.kind ? `${deskPath(slug, one.kind)}/${one.item}` : null,
    })),
  }
}

export type LoadedImport = Awaited<ReturnType<typeof loadImport>>
