import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  findCommunity,
  type Role,
  requireCoach,
} from '~/features/communities/find-community.server'
import { listAwaited, listJoinRequests, listMembers } from '~/features/communities/members.server'
import { Badge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { Flash } from '~/ui/molecules/flash'
import { Row, Rows } from '~/ui/molecules/row'
import { Table } from '~/ui/molecules/table'
import { type Moment, momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { communityWords } from '~/ui/strings/community'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { AddMemberForm } from './add-member-form'
import { useFreshAfter } from './fresh-after'
import { postMembers } from './members-post.server'
import { useReplyWords } from './reply-words'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, communityWords).members.title)

export const loader = forPeople(
  async ({ request, context: { db, language }, actor, params: { community: slug } }) => {
    const after = new URL(request.url).searchParams.get('after')
    const [community, page, requests, awaited] = await Promise.all([
      findCommunity(db, actor, slug),
      listMembers(db, slug, after),
      listJoinRequests(db, slug),
      listAwaited(db, slug),
    ])
    requireCoach(community)
    const common = wordsIn(language.tag, commonWords)
    const dated = <T extends { since: string }>(rows: T[]) =>
      rows.map((row) => ({ ...row, when: momentOf(row.since, Date.now(), common) }))
    return {
      slug: community.slug,
      me: actor.userId,
      paged: after !== null,
      after: page.after,
      members: dated(page.members),
      requests: dated(requests),
      awaited: dated(awaited),
    }
  },
)

export const action = forPeople(({ request, context: { db, jar }, actor, params }) =>
  postMembers({ request, db, jar, actor, slug: params.community }),
)

/** After a refused change too: the list shows how it is now, as it does without a script. */
export const shouldRevalidate = () => true

export default function Members() {
  const { slug, me, members, requests, awaited, after, paged } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { members: words } = useWords(communityWords)
  const { problem } = useReplyWords(reply)
  const base = `/c/${slug}/admin/members`
  return (
    <AdminPage
      nav={useRooms(slug, 'members')}
      title={words.title}
      lede={words.lede}
      flash={
        problem ? (
          <Flash tone="wrong">
            <strong>{problem.title}</strong> {problem.detail}
          </Flash>
        ) : (
          <PageFlash />
        )
      }
    >
      <p className="mb-6">
        <Link href={`/c/${slug}/admin/groups`}>{words.groups}</Link>
      </p>
      <AddMemberForm key={useFreshAfter('community.added')} reply={reply} />
      {requests.length > 0 && <Requests requests={requests} />}
      <section className="section mt-10">
        {members.length > 0 ? (
          <MembersTable members={members} me={me} />
        ) : (
          <EmptyState title={paged ? words.nobodyHere : words.none}>{words.noneText}</EmptyState>
        )}
        <p className="buttons mt-4">
          {paged && <Link href={base}>{words.first}</Link>}
          {after && <Link href={`${base}?after=${after}`}>{words.further}</Link>}
        </p>
      </section>
      {awaited.length > 0 && <AwaitedList awaited={awaited} />}
    </AdminPage>
  )
}

interface MemberRow {
  userId: string
  name: string
  role: Role
  when: Moment
}

function MembersTable({ members, me }: { members: MemberRow[]; me: string }) {
  const community = useWords(communityWords)
  const words = community.members
  return (
    <Table
      caption={words.caption}
      rows={members}
      rowKey={({ userId }) => userId}
      columns={[
        {
          label: words.name,
          cell: ({ name, userId }) => (
            <>
              <span dir="auto">{name}</span> {userId === me && words.you}
            </>
          ),
        },
        { label: words.roleLabel, cell: ({ role }) => <Badge>{community.role[role]}</Badge> },
        { label: words.since, cell: ({ when }) => <Time {...when} /> },
        { label: words.actions, end: true, cell: (member) => <MemberActions {...member} /> },
      ]}
    />
  )
}

function MemberActions({ userId, name, role }: MemberRow) {
  const { Form } = useElements()
  const { members: words } = useWords(communityWords)
  const coach = role === 'community_admin'
  const change = coach ? words.makeMember : words.makeCoach
  return (
    <div className="buttons sm:justify-end">
      <Form method="post">
        <input type="hidden" name="user" value={userId} />
        <input type="hidden" name="role" value={coach ? 'end_user' : 'community_admin'} />
        <Button small name="intent" value="role" aria-label={`${change}: ${name}`}>
          {change}
        </Button>
      </Form>
      <ConfirmDialog
        trigger={words.remove}
        variant="quiet"
        title={words.removeTitle(name)}
        text={words.removeText}
      >
        <Form method="post">
          <input type="hidden" name="user" value={userId} />
          <Button variant="danger" name="intent" value="remove">
            {words.removeYes}
          </Button>
        </Form>
      </ConfirmDialog>
    </div>
  )
}

function Requests({ requests }: { requests: { userId: string; name: string; when: Moment }[] }) {
  const { Form } = useElements()
  const { members: words } = useWords(communityWords)
  return (
    <section className="section mt-10">
      <h2>{words.requests}</h2>
      <Rows>
        {requests.map(({ userId, name, when }) => (
          <Row
            key={userId}
            title={name}
            actions={
              <Form method="post" className="buttons">
                <input type="hidden" name="user" value={userId} />
                <Button name="intent" value="accept" aria-label={`${words.accept}: ${name}`}>
                  {words.accept}
                </Button>
                <Button
                  variant="quiet"
                  name="intent"
                  value="decline"
                  aria-label={`${words.decline}: ${name}`}
                >
                  {words.decline}
                </Button>
              </Form>
            }
          >
            <Time {...when} />
          </Row>
        ))}
      </Rows>
    </section>
  )
}

function AwaitedList({ awaited }: { awaited: { email: string; role: Role; when: Moment }[] }) {
  const { Form } = useElements()
  const community = useWords(communityWords)
  const words = community.members
  return (
    <section className="section mt-10">
      <h2>{words.awaited}</h2>
      <p className="mb-3 text-muted">{words.awaitedLede}</p>
      <Rows>
        {awaited.map(({ email, role, when }) => (
          <Row
            key={email}
            title={email}
            actions={
              <Form method="post">
                <input type="hidden" name="email" value={email} />
                <Button
                  small
                  variant="quiet"
                  name="intent"
                  value="stop-waiting"
                  aria-label={`${words.cancelWait}: ${email}`}
                >
                  {words.cancelWait}
                </Button>
              </Form>
            }
          >
            {community.role[role]}, <Time {...when} />
          </Row>
        ))}
      </Rows>
    </section>
  )
}
