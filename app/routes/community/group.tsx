import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findGroup, type Group, type GroupPerson } from '~/features/communities/groups.server'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { groupsWords } from '~/ui/strings/groups'
import { AdminPage } from '~/ui/templates/pages'
import { AddressesField } from '../addresses-field'
import { useRooms } from '../admin/rooms'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { useFreshAfter } from './fresh-after'
import { GroupForm } from './group-form'
import { postGroup } from './group-post.server'
import type { GroupReply } from './group-reply'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${data.group.name} · ${wordsOf(matches, groupsWords).title}`)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const after = new URL(request.url).searchParams.get('after')
  const asked = findGroup(db, slug, params.group, after)
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  return { slug, group: await asked, paged: after !== null }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const { community: slug = '', group } = params
  const { status, ...reply } = await postGroup({ request, db, jar, actor, slug, group })
  return data<GroupReply>(reply, { status })
})

/** After a refused change too: the page shows how it is now, as it does without a script. */
export const shouldRevalidate = () => true

export default function GroupPage() {
  const { slug, group, paged } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(groupsWords)
  const { people } = group
  const base = `/c/${slug}/admin/groups`
  return (
    <AdminPage
      nav={useRooms(slug, 'members')}
      title={group.name}
      lede={group.description || words.people(group.members.n, group.members.more)}
      flash={<PageFlash />}
    >
      <AddMembers key={useFreshAfter('groups.added')} reply={reply} />
      <section className="section mt-10">
        {people.items.length > 0 ? (
          <People people={people.items} />
        ) : (
          <EmptyState title={paged ? words.nobodyHere : words.empty}>{words.emptyText}</EmptyState>
        )}
        {(paged || people.after) && (
          <p className="buttons mt-4">
            {paged && <Link href={`${base}/${group.id}`}>{words.first}</Link>}
            {people.after && (
              <Link href={`${base}/${group.id}?after=${people.after}`}>{words.furtherPeople}</Link>
            )}
          </p>
        )}
      </section>
      <section className="section mt-10">
        <h2 className="mb-4">{words.rename}</h2>
        <GroupForm
          key={`${group.name}\n${group.description}`}
          reply={reply?.form ?? undefined}
          values={group}
          intent="change"
          submit={words.renameSubmit}
        />
      </section>
      <Dissolve group={group} />
      <p className="mt-8">
        <Link href={base}>{words.back}</Link>
      </p>
    </AdminPage>
  )
}

function AddMembers({ reply }: { reply: GroupReply | undefined }) {
  const { Form } = useElements()
  const words = useWords(groupsWords)
  const refused = reply?.emails
  const wrong = !refused
    ? null
    : refused.unknown.length > 0
      ? words.unknownEmails(refused.unknown)
      : (entryOf(words.wrong, refused.code ?? '') ?? words.wrong.unknown)
  return (
    <section className="card">
      <h2 className="mb-4">{words.add}</h2>
      <ErrorSummary errors={wrong ? [{ fieldId: 'emails', message: wrong }] : []} />
      <Form method="post" noValidate className="max-w-xl">
        <AddressesField
          label={words.addresses}
          hint={words.addHint}
          errors={wrong}
          entered={refused?.entered}
        />
        <Button variant="primary" icon="plus" name="intent" value="add">
          {words.addSubmit}
        </Button>
      </Form>
    </section>
  )
}

function People({ people }: { people: GroupPerson[] }) {
  const { Form } = useElements()
  const words = useWords(groupsWords)
  return (
    <Table
      caption={words.membersCaption}
      rows={people}
      rowKey={({ userId }) => userId}
      columns={[
        { label: words.name, cell: ({ name }) => <span dir="auto">{name}</span> },
        {
          label: words.actions,
          end: true,
          cell: ({ userId, name }) => (
            <Form method="post" className="buttons sm:justify-end">
              <input type="hidden" name="user" value={userId} />
              <Button small name="intent" value="take-out" aria-label={`${words.takeOut}: ${name}`}>
                {words.takeOut}
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}

function Dissolve({ group: { name, items, itemsAlone } }: { group: Group }) {
  const { Form } = useElements()
  const words = useWords(groupsWords)
  return (
    <div className="mt-8">
      <ConfirmDialog
        trigger={words.dissolve}
        icon="trash"
        title={words.dissolveTitle(name)}
        text={[
          words.dissolveText,
          items.n > 0 ? words.dissolveItems(items.n, items.more) : '',
          itemsAlone.n > 0 ? words.dissolveAlone(itemsAlone.n, itemsAlone.more) : '',
        ]
          .filter(Boolean)
          .join(' ')}
      >
        <Form method="post">
          <Button name="intent" value="dissolve" variant="danger">
            {words.dissolveSure}
          </Button>
        </Form>
      </ConfirmDialog>
    </div>
  )
}
