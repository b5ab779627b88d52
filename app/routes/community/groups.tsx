import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { groupFields } from '~/features/communities/community.schema'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { listGroups, makeGroup } from '~/features/communities/groups.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { groupsWords } from '~/ui/strings/groups'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { GroupForm } from './group-form'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, groupsWords).title)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const after = new URL(request.url).searchParams.get('after')
  const [community, groups] = await Promise.all([
    findCommunity(db, actor, slug),
    listGroups(db, slug, after),
  ])
  requireCoach(community)
  return { slug, groups, paged: after !== null }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const form = parseFields(fields, groupFields)
  if ('reply' in form) {
    requireCoach(await findCommunity(db, actor, slug))
    return refuseInvalid(form.reply)
  }
  try {
    const id = await makeGroup(db, actor, slug, form.value)
    setFlash(jar, 'groups.made', { name: form.value.name })
    throw redirect(`/c/${slug}/admin/groups/${id}`, 303)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'name.taken') throw error
    return refuse(fields, 409, { errors: { name: error.code } })
  }
})

/** After a refused name too: the list shows how it is now, as it does without a script. */
export const shouldRevalidate = () => true

export default function Groups() {
  const { slug, groups, paged } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(groupsWords)
  const base = `/c/${slug}/admin/groups`
  return (
    <AdminPage
      nav={useRooms(slug, 'members')}
      title={words.title}
      lede={words.lede}
      flash={<PageFlash />}
    >
      {groups.items.length > 0 ? (
        <Table
          caption={words.caption}
          rows={groups.items}
          rowKey={({ id }) => id}
          columns={[
            {
              label: words.name,
              cell: ({ id, name }) => (
                <Link href={`${base}/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
              ),
            },
            { label: words.description, cell: ({ description }) => <bdi>{description}</bdi> },
            { label: words.members, cell: ({ members: { n, more } }) => words.people(n, more) },
          ]}
        />
      ) : (
        <EmptyState title={paged ? words.noneHere : words.none}>{words.noneText}</EmptyState>
      )}
      {(paged || groups.after) && (
        <p className="buttons mt-4">
          {paged && <Link href={base}>{words.first}</Link>}
          {groups.after && <Link href={`${base}?after=${groups.after}`}>{words.further}</Link>}
        </p>
      )}
      <section className="card mt-10">
        <h2 className="mb-4">{words.make}</h2>
        <GroupForm reply={reply} intent="make" submit={words.makeSubmit} icon="plus" />
      </section>
      <p className="mt-8">
        <Link href={`/c/${slug}/admin/members`}>{words.toMembers}</Link>
      </p>
    </AdminPage>
  )
}
