import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findAudience, setAudience } from '~/features/content/audience.server'
import { deskPath } from '~/features/content/kinds'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Link } from '~/ui/atoms/link'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { audienceWords } from '~/ui/strings/audience'
import { entryOf } from '~/ui/strings/catalogue'
import { AdminPage } from '~/ui/templates/pages'
import { addressesIn, MOST_ADDRESSES } from '../../addresses'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { tickedOf } from '../../ticked'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { AudienceForm, type AudienceReply } from './audience-form'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, audienceWords).title(data.item.title))

export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = findAudience(db, slug, params.item)
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  return { slug, item: await asked }
})

/** After a refused choice too: the page shows how it is now, as it does without a script. */
export const shouldRevalidate = () => true

type Args = ActionFunctionArgs & { actor: Person }

export const action = forPeople(async ({ request, context, actor, params }: Args) => {
  const fields = await readFields(request)
  const slug = params.community ?? ''
  const { emails = '', open = '', seen = '' } = fields
  const sent = Object.keys(fields)
  const choice = {
    limited: open === 'limited',
    groups: tickedOf(sent, 'group.'),
    people: tickedOf(sent, 'person.'),
    emails: addressesIn(emails),
    seen,
  }
  const refuse = (status: number, code: string | null, unknown: string[] = []) => {
    const { limited, groups, people } = choice
    const reply: AudienceReply = { limited, groups, people, emails, code, unknown }
    return data(reply, { status })
  }
  /** What the form itself shows to be wrong is told to coaches only. */
  const refuseAsCoach = async (code: string) => {
    requireCoach(await findCommunity(context.db, actor, slug))
    return refuse(422, code)
  }
  if (choice.emails.length > MOST_ADDRESSES) return refuseAsCoach('emails.many')
  const begun = [...choice.groups, ...choice.people, ...choice.emails]
  // Of what was open to everybody no box was ticked before.
  if (!choice.limited && (choice.emails.length > 0 || (seen === 'everybody' && begun.length > 0))) {
    return refuseAsCoach('audience.both')
  }
  try {
    const { title, unknown } = await setAudience(
      context.db,
      { community: slug, id: params.item },
      choice,
    )
    if (unknown.length > 0) return refuse(422, null, unknown)
    setFlash(context.jar, choice.limited ? 'content.limited' : 'content.opened', { title })
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('audience.')) {
      return refuse(error.status, error.code)
    }
    throw error
  }
  throw redirect(`/c/${slug}/admin/audience/${params.item}`, 303)
})

export default function WhoMayUseIt() {
  const { slug, item } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(audienceWords)
  const changed = reply?.code === 'audience.changed'
  const aboutPeople = reply && (reply.unknown.length > 0 || reply.code === 'emails.many')
  const wrong =
    !reply || changed
      ? null
      : reply.unknown.length > 0
        ? words.unknown(reply.unknown)
        : (entryOf(words.wrong, reply.code ?? '') ?? words.wrong.refused)
  const nobody =
    item.limited &&
    item.people.length === 0 &&
    item.groups.every(({ chosen, members }) => !chosen || members === 0)
  return (
    <AdminPage
      title={words.title(item.title)}
      lede={words.lede}
      nav={useRooms(slug, 'content')}
      flash={
        changed ? (
          <Flash tone="careful">
            <strong>{words.changed.title}</strong> {words.changed.detail}
          </Flash>
        ) : (
          <PageFlash />
        )
      }
    >
      <ErrorSummary
        errors={wrong ? [{ fieldId: aboutPeople ? 'emails' : 'open', message: wrong }] : []}
      />
      {nobody && !reply && (
        <p className="flash tone-careful mb-6" role="status">
          {words.nobody}
        </p>
      )}
      <AudienceForm
        key={`${item.seen}:${reply ? JSON.stringify(reply) : ''}`}
        slug={slug}
        item={item}
        reply={reply}
        wrong={wrong}
        aboutPeople={aboutPeople === true}
      />
      <p className="mt-8">
        <Link href={`${deskPath(slug, item.kind)}/${item.id}`}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}
