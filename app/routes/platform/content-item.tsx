import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { fieldsIn } from '~/features/content/find-items.server'
import { kindsOnServer } from '~/features/content/kind-registry.server'
import { findPlatformItem, giveItem } from '~/features/content/platform-items.server'
import { filesPath, PLATFORM_DESK, platformPath } from '~/features/content/platform-path'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { Checkbox } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Choice } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { contentDeskWords } from '~/ui/strings/content-desk'
import { platformContentWords } from '~/ui/strings/platform-content'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { usePlatformRooms } from './rooms'

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, data?.item.title ?? wordsOf(matches, platformContentWords).title)

export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const asked = findPlatformItem(db, params.item)
  asked.catch(() => {})
  // Whether this room is theirs is told first.
  if (!(await isPlatformAdmin(db, actor))) throw new AppError('not-allowed', 403)
  const { item, receivers } = await asked
  const { body, ...rest } = item
  const kind = kindsOnServer[item.kind]
  return {
    item: { ...rest, summary: body.summary },
    parts: kind.parts(fieldsIn(kind, body), language.tag),
    receivers,
  }
})

type To = 'all' | 'some' | 'nobody'

/** Says who has an item. */
export const action = forPeople(async ({ request, context: { db, jar }, params }) => {
  const form = await request.formData().catch(() => null)
  const to = (['all', 'some', 'nobody'] as To[]).find((each) => each === form?.get('to'))
  const communities = (form?.getAll('communities') ?? []).filter(
    (each): each is string => typeof each === 'string' && isUuid(each),
  )
  const refuse = (code: 'to.missing' | 'communities.missing') =>
    data({ code, to, communities }, { status: 422 })
  if (!to) return refuse('to.missing')
  if (to === 'some' && communities.length === 0) return refuse('communities.missing')
  const wanted = { all: null, some: communities, nobody: [] }[to]
  const { title } = await giveItem(db, params.item, wanted)
  setFlash(jar, `platform.given-${to}`, { title })
  throw redirect(`/admin/content/${params.item}`, 303)
})

export default function PlatformItem() {
  const { item, parts } = useLoaderData<typeof loader>()
  const { item: words } = useWords(platformContentWords)
  const { kinds } = useWords(contentDeskWords)
  return (
    <SiteFrame nav={usePlatformRooms('content')}>
      <CommunityPage title={item.title} lede={words.lede(kinds[item.kind])} flash={<PageFlash />}>
        <p className="mb-6 flex flex-wrap items-center gap-x-3">
          <StatusBadge status={item.status} />
          {item.status !== 'published' && <span className="hint">{words.draftNote}</span>}
        </p>
        <GiveForm />
        <section className="section mt-10">
          <h2>{words.content}</h2>
          {item.summary && <p dir="auto">{item.summary}</p>}
          {parts.map(([label, text]) => (
            <section key={label} className="mt-4">
              <h3>{label}</h3>
              <p className="whitespace-pre-wrap" dir="auto">
                {text}
              </p>
            </section>
          ))}
        </section>
        <p className="mt-8 flex flex-wrap gap-x-6 gap-y-2">
          <Link href={`${platformPath(item.kind)}/${item.id}`}>{words.change}</Link>
          <Link href={filesPath(null, item.id)}>{words.files}</Link>
          <Link href={`${platformPath(item.kind)}/${item.id}/versions`}>{words.versions}</Link>
          <Link href={PLATFORM_DESK}>{words.back}</Link>
        </p>
      </CommunityPage>
    </SiteFrame>
  )
}

function GiveForm() {
  const { item, receivers } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { Form } = useElements()
  const { item: words } = useWords(platformContentWords)
  const now: To = item.toAll ? 'all' : item.toSome > 0 ? 'some' : 'nobody'
  const has = (id: string, given: boolean) => (reply ? reply.communities.includes(id) : given)
  const wrong = (field: string) =>
    reply?.code.startsWith(`${field}.`) ? words.wrong[reply.code] : undefined
  const summed = ['to', 'communities'].flatMap((fieldId) => {
    const message = wrong(fieldId)
    return message ? [{ fieldId, message }] : []
  })
  return (
    <section className="section card">
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-xl">
        <RadioGroup
          id="to"
          name="to"
          label={words.give}
          errors={wrong('to')}
          value={reply ? reply.to : now}
          options={[
            { value: 'all', label: words.all, hint: words.allHint },
            { value: 'some', label: words.some },
            { value: 'nobody', label: words.nobody },
          ]}
        />
        <Choice id="communities" label={words.communities} errors={wrong('communities')}>
          {receivers.map(({ id, name, has: given }) => (
            <Checkbox key={id} name="communities" value={id} defaultChecked={has(id, given)}>
              <bdi>{name}</bdi>
            </Checkbox>
          ))}
        </Choice>
        <Button variant="primary">{words.submit}</Button>
      </Form>
    </section>
  )
}
