import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { sandboxPath } from '~/features/sandbox/conversation/conversation'
import { CopyRows } from '~/features/sandbox/conversation/copy-rows'
import { findCopies, revokeCopy } from '~/features/sandbox/sharing/share.server'
import { copiesPath } from '~/features/sandbox/sharing/shared'
import { setFlash } from '~/platform/flash.server'
import { ButtonLink } from '~/ui/atoms/button'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { sandboxWords } from '~/ui/strings/sandbox'
import { sharedCopiesWords } from '~/ui/strings/shared-copies'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, sharedCopiesWords).title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const slug = params.community ?? ''
  const before = new URL(request.url).searchParams.get('before')
  const [, { items, older }] = await Promise.all([
    findCommunity(db, actor, slug),
    findCopies(db, actor, { community: slug, before }),
  ])
  const common = wordsIn(language.tag, commonWords)
  const copies = items.map(({ at, ...line }) => ({
    ...line,
    time: momentOf(at, Date.now(), common),
  }))
  return { slug, copies, older, first: before === null }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const { copy = '' } = await readFields(request)
  await revokeCopy(db, actor, copy)
  setFlash(jar, 'sandbox.revoked')
  return redirect(copiesPath(params.community ?? ''), 303)
})

/** What one shares in a community, with when, and how to revoke it. */
export default function SharedList() {
  const { slug, copies, older, first } = useLoaderData<typeof loader>()
  const words = useWords(sharedCopiesWords)
  const sandbox = useWords(sandboxWords)
  return (
    <CommunityPage narrow title={words.title} lede={words.lede} flash={<PageFlash />}>
      {copies.length > 0 ? (
        <CopyRows slug={slug} copies={copies} />
      ) : first ? (
        <EmptyState title={words.none}>{words.noneDetail}</EmptyState>
      ) : (
        <p>{words.end}</p>
      )}
      <Pager older={older && listPath(copiesPath(slug), { before: older })} />
      <p className="mt-4">
        <ButtonLink icon="back" href={sandboxPath(slug)}>
          {sandbox.toSandbox}
        </ButtonLink>
      </p>
    </CommunityPage>
  )
}
