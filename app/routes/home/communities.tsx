import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findPerson } from '~/features/communities/find-person.server'
import {
  askToJoin,
  listMine,
  listOpen,
  type MyCommunity,
  type OpenPage,
  takeRequestBack,
} from '~/features/communities/my-communities.server'
import { findFlags } from '~/features/operations/flags.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Badge } from '~/ui/atoms/badge'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Mark } from '~/ui/atoms/mark'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { useWords } from '~/ui/strings'
import { communityWords } from '~/ui/strings/community'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { placePath } from './place'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, communityWords).mine.title)

export const loader = forPeople(async ({ request, context: { db }, actor }) => {
  const query = new URL(request.url).searchParams
  const after = query.get('after') ?? ''
  const [person, mine, open, flags] = await Promise.all([
    findPerson(db, actor),
    listMine(db, actor),
    listOpen(db, actor, /^[a-z0-9-]{1,48}$/.test(after) ? after : ''),
    findFlags(db, null),
  ])
  const to = query.get('to')
  const place = to === 'sandbox' || to === 'admin' ? to : 'dashboard'
  return {
    name: person.displayName,
    email: actor.email,
    paged: after !== '',
    place,
    // Whoever asked for the coaches' rooms chooses among those.
    mine: place === 'admin' ? mine.filter(({ role }) => role === 'community_admin') : mine,
    open,
    joining: flags.includes('joining'),
  } as const
})

export const action = forPeople(async ({ request, context: { db, jar }, actor }) => {
  const { intent, community = '', name = '' } = await readFields(request)
  if (intent === 'ask') {
    await askToJoin(db, actor, community)
    setFlash(jar, 'community.asked', { name: name.slice(0, 80) })
  } else if (intent === 'take-back') {
    await takeRequestBack(db, actor, community)
    setFlash(jar, 'community.taken-back')
  } else {
    throw new AppError('invalid', 422)
  }
  throw redirect('/communities', 303)
})

export default function Communities() {
  const { name, email, mine, open, joining, place, paged } = useLoaderData<typeof loader>()
  const community = useWords(communityWords)
  const words = community.mine
  const hasOpen = open.communities.length > 0
  return (
    <SiteFrame person={name}>
      <CommunityPage
        narrow
        title={mine.length > 0 ? words.title : community.welcome(name)}
        lede={mine.length > 0 ? words.lede : undefined}
        flash={<PageFlash />}
      >
        {mine.length > 0 ? (
          <Mine communities={mine} place={place} />
        ) : (
          <EmptyState title={words.none}>
            {hasOpen ? words.wait(email) : words.waitOnly(email)}
          </EmptyState>
        )}
        {(hasOpen || paged) && <Open open={open} joining={joining} paged={paged} />}
      </CommunityPage>
    </SiteFrame>
  )
}

function Mine({
  communities,
  place,
}: {
  communities: MyCommunity[]
  place: 'dashboard' | 'sandbox' | 'admin'
}) {
  const community = useWords(communityWords)
  return (
    <ul className="rows">
      {communities.map(({ slug, name, role }, index) => (
        <li key={slug} className="row">
          <Mark kind="community" name={name} />
          <div className="row-text">
            <h2 className="text-m" dir="auto">
              {name}
            </h2>
            <p>{community.role[role]}</p>
          </div>
          <ButtonLink
            href={placePath(slug, place)}
            variant={index === 0 ? 'primary' : 'secondary'}
            icon="forward"
          >
            {community.mine.enter(name)}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

function Open({ open, joining, paged }: { open: OpenPage; joining: boolean; paged: boolean }) {
  const { Form } = useElements()
  const { mine: words } = useWords(communityWords)
  return (
    <section className="section mt-10">
      <h2>{words.open}</h2>
      <p className="mb-3 text-muted">
        {open.communities.length === 0 ? words.noOpen : joining ? words.openLede : words.joiningOff}
      </p>
      <ul className="rows">
        {open.communities.map(({ slug, name, description, asked }) => (
          <li key={slug} className="row">
            <Mark kind="community" name={name} />
            <div className="row-text" dir="auto">
              <h3>{name}</h3>
              {description && <p>{description}</p>}
              {asked && (
                <p>
                  <Badge tone="note" icon="clock">
                    {words.asked}
                  </Badge>
                </p>
              )}
            </div>
            <Form method="post" action="/communities">
              <input type="hidden" name="community" value={slug} />
              <input type="hidden" name="name" value={name} />
              {asked ? (
                <Button name="intent" value="take-back" aria-label={`${words.takeBack}: ${name}`}>
                  {words.takeBack}
                </Button>
              ) : (
                joining && (
                  <Button name="intent" value="ask" aria-label={`${words.ask}: ${name}`}>
                    {words.ask}
                  </Button>
                )
              )}
            </Form>
          </li>
        ))}
      </ul>
      <p className="buttons mt-4">
        {paged && <Link href="/communities">{words.first}</Link>}
        {open.after && <Link href={`/communities?after=${open.after}`}>{words.further}</Link>}
      </p>
    </section>
  )
}
