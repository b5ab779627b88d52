import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { newCommunity } from '~/features/communities/community.schema'
import {
  type CommunityInNumbers,
  findPlatform,
  foundCommunity,
} from '~/features/communities/platform.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { communityWords } from '~/ui/strings/community'
import { modelsWords } from '~/ui/strings/models'
import { CommunityPage } from '~/ui/templates/pages'
import { useReplyWords } from '../community/reply-words'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'
import type { FormReply } from '../form-reply'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { usePlatformRooms } from './rooms'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, communityWords).platform.title)

export const loader = forPeople(async ({ request, context: { db }, actor }) => {
  const after = new URL(request.url).searchParams.get('after') ?? ''
  const page = await findPlatform(db, actor, /^[a-z0-9-]{1,48}$/.test(after) ? after : '')
  return { ...page, paged: after !== '' }
})

export const action = forPeople(async ({ request, context: { db, jar } }) => {
  const fields = await readFields(request)
  const parsed = parseFields(fields, newCommunity)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  try {
    await foundCommunity(db, parsed.value)
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      return refuse(fields, 409, { errors: { slug: 'slug.taken' } })
    }
    throw error
  }
  setFlash(jar, 'community.founded', { name: parsed.value.name })
  throw redirect('/admin/dashboard', 303)
})

export default function Platform() {
  const { communities, total, after, paged } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { platform: words } = useWords(communityWords)
  const models = useWords(modelsWords)
  return (
    <SiteFrame nav={usePlatformRooms('dashboard')}>
      <CommunityPage
        title={words.title}
        lede={words.lede(total.n, total.more)}
        flash={<PageFlash />}
        actions={
          <>
            <Link href="/admin/models">{models.title}</Link>
            <Link href="/admin/providers">{models.providers}</Link>
          </>
        }
      >
        <section className="section">
          <h2>{words.communities}</h2>
          {communities.length > 0 ? (
            <CommunitiesTable communities={communities} />
          ) : (
            <EmptyState title={words.none}>{words.noneText}</EmptyState>
          )}
          <p className="buttons mt-4">
            {paged && <Link href="/admin/dashboard">{words.first}</Link>}
            {after && <Link href={`/admin/dashboard?after=${after}`}>{words.further}</Link>}
          </p>
        </section>
        <FoundForm reply={reply} />
      </CommunityPage>
    </SiteFrame>
  )
}

function CommunitiesTable({ communities }: { communities: CommunityInNumbers[] }) {
  const { platform: words } = useWords(communityWords)
  const { counted } = words
  return (
    <Table
      caption={words.caption}
      rows={communities}
      rowKey={({ slug }) => slug}
      columns={[
        {
          label: words.name,
          cell: ({ slug, name }) => (
            <Link href={`/c/${slug}/dashboard`} dir="auto">
              {name}
            </Link>
          ),
        },
        {
          label: words.members,
          cell: ({ slug, members }) => (
            <Link href={`/c/${slug}/admin/members`}>{counted(members.n, members.more)}</Link>
          ),
        },
        { label: words.coaches, cell: ({ coaches }) => counted(coaches.n, coaches.more) },
        { label: words.agents, cell: ({ agents }) => counted(agents.n, agents.more) },
        { label: words.join, cell: ({ joinPolicy }) => words[joinPolicy] },
      ]}
    />
  )
}

function FoundForm({ reply }: { reply: FormReply | undefined }) {
  const { Form } = useElements()
  const { platform: words } = useWords(communityWords)
  const { wrong } = useReplyWords(reply)
  const fields = [
    { name: 'name', label: words.name },
    { name: 'slug', label: words.slug, hint: words.slugHint },
    { name: 'coach', label: words.coach, hint: words.coachHint, type: 'email' },
  ]
  const summed = fields.flatMap(({ name }) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <section className="section card mt-10">
      <h2 className="mb-4">{words.found}</h2>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        {fields.map(({ name, label, hint, type }) => (
          <Field key={name} id={name} label={label} hint={hint} errors={wrong(name)}>
            {(wired) => (
              <TextField
                name={name}
                type={type}
                autoComplete="off"
                defaultValue={reply?.values[name]}
                {...wired}
              />
            )}
          </Field>
        ))}
        <Button variant="primary" icon="plus">
          {words.foundSubmit}
        </Button>
      </Form>
    </section>
  )
}
