import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findFile } from '~/features/content/files/item-files.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { PROBLEM_HEADER } from '~/platform/problem-header'
import { linkIn } from '~/platform/storage/file-links.server'
import { sendFile } from '~/platform/storage/send-file.server'
import { isUuid } from '~/platform/uuid'
import { forPeople } from '../guard.server'
import { requireFiles } from './require-files.server'

const NEVER_KEPT = { 'cache-control': 'private, no-store' }

/**
 * A file. A link that was made for whoever asks opens it here, without a question to the database.
 * Without a link, or with one that is too old, the database is asked whether they may see it, and
 * they are led on to a link: so an address can stand in a text, and a film plays on after its link.
 */
export const loader = forPeople(async (args) => {
  try {
    return await open(args)
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('file.')) throw error
    return new Response(null, { status: error.status, headers: { [PROBLEM_HEADER]: error.code } })
  }
})

async function open({ request, context, actor, params }: LoaderFunctionArgs & { actor: Person }) {
  const { storage, links } = requireFiles(context)
  const { file: id, name = '' } = params
  if (!isUuid(id)) throw new AppError('file.not-found', 404)
  const link = linkIn(new URL(request.url), { id, name })
  const verdict = link && (await links.prove(link, actor.userId))
  if (link && verdict === 'good') {
    const left = link.until - Math.floor(Date.now() / 1000)
    return sendFile(request, storage, link, Math.max(0, left))
  }
  if (verdict === 'bent') throw new AppError('file.bent-link', 403)
  const location = await links.link(await findFile(context.db, id), actor.userId)
  return new Response(null, { status: 302, headers: { ...NEVER_KEPT, location } })
}
