import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity } from '~/features/communities/find-community.server'
import { asJson } from '~/features/sandbox/export/as-json'
import { asMarkdown } from '~/features/sandbox/export/as-markdown'
import { asPrint } from '~/features/sandbox/export/as-print.server'
import { planExport, writeExport } from '~/features/sandbox/export/export-conversation.server'
import { isExportedAs, LONGEST_EXPORT } from '~/features/sandbox/export/exported'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { PROBLEM_HEADER } from '~/platform/problem-header'
import { disposition, safeName } from '~/platform/storage/file-name'
import { wordsIn } from '~/ui/strings/catalogue'
import { sourcesWords } from '~/ui/strings/sources'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { forPeople } from '../../guard.server'

const FORMS = { markdown: asMarkdown, json: asJson, print: asPrint }

/** A conversation as a file, or as a page to print: `?as=markdown`, `json` or `print`. */
export const loader = forPeople(async (args) => {
  try {
    return await take(args)
  } catch (error) {
    if (!(error instanceof AppError) || ![404, 429].includes(error.status)) throw error
    return new Response(null, { status: error.status, headers: { [PROBLEM_HEADER]: error.code } })
  }
})

async function take({ request, context, actor, params }: LoaderFunctionArgs & { actor: Person }) {
  const { db, env, language, nonce } = context
  const slug = params.community ?? ''
  const as = new URL(request.url).searchParams.get('as')
  if (!isExportedAs(as)) throw new AppError('not-found', 404)
  const [plan] = await Promise.all([
    planExport(db, actor, { community: slug, id: params.conversation, as }),
    findCommunity(db, actor, slug),
  ])
  const form = FORMS[as]({
    words: wordsIn(language.tag, talkOptionsWords).exported,
    leftOut: wordsIn(language.tag, sourcesWords).leftOut,
    language,
    origin: new URL(env.APP_URL).origin,
    nonce,
  })
  // More than it can need: a page of messages is a batch.
  db.expect(LONGEST_EXPORT)
  const title = plan.conversation.title.replace(/[/\\]/g, '-')
  const name = safeName(`${title}.${form.extension}`, [form.extension])
  return new Response(writeExport(db, plan, form), {
    headers: {
      'content-type': form.mediaType,
      'content-disposition': disposition(name, as === 'print'),
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'cache-control': 'private, no-store',
    },
  })
}
