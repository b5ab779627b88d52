import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { chosenIn } from '~/features/content/exchange/chosen'
import { exportContent, zipOf } from '~/features/content/exchange/export-content.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { PROBLEM_HEADER } from '~/platform/problem-header'
import { disposition } from '~/platform/storage/file-name'
import { requireFiles } from '../../files/require-files.server'
import { forPeople } from '../../guard.server'
import { exportSigner } from './export-signer.server'

/** Content as a file: `?as=zip` or `json`, `kind=…`, `item=…`, and `people` where they go along. */
export const loader = forPeople(async (args) => {
  try {
    return await take(args)
  } catch (error) {
    if (!(error instanceof AppError) || !/^(export|file)\./.test(error.code)) throw error
    return new Response(null, { status: error.status, headers: { [PROBLEM_HEADER]: error.code } })
  }
})

async function take({ request, context, actor, params }: LoaderFunctionArgs & { actor: Person }) {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const withFiles = query.get('as') === 'zip'
  const signer = await exportSigner(context)
  if (!signer) throw new AppError('export.off', 503)
  const storage = withFiles ? requireFiles(context).storage : null
  const communityName = findCommunity(context.db, actor, slug).then((community) => {
    requireCoach(community)
    return community.name
  })
  const chosen = { community: slug, ...chosenIn(query) }
  const taken = { withFiles, withPeople: query.get('people') !== null }
  const content = await exportContent({ db: context.db, signer, communityName }, chosen, taken)
  const name = `${slug}-${content.exportedAt.slice(0, 10)}.${storage ? 'zip' : 'json'}`
  const headers = new Headers({
    'content-type': storage ? 'application/zip' : 'application/json; charset=utf-8',
    'content-disposition': disposition(name, false),
    'cache-control': 'private, no-store',
  })
  if (!storage) return new Response(JSON.stringify(content, null, 1), { headers })
  const { stream, made } = zipOf(content, storage)
  context.later(made.catch((error) => context.log.error('export.zip', {}, error)))
  return new Response(stream, { headers })
}
