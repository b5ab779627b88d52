import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { communitySettings } from '~/features/communities/community.schema'
import { findSettings, saveSettings } from '~/features/communities/settings.server'
import { setFlash } from '~/platform/flash.server'
import { Button } from '~/ui/atoms/button'
import { Checkbox, TextArea, TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { budgetsWords } from '~/ui/strings/budgets'
import { communityWords } from '~/ui/strings/community'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { useReplyWords } from './reply-words'
import { TimeZoneSelect } from './time-zone-select'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, communityWords).settings.title)

export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const { community, settings } = await findSettings(db, actor, params.community)
  return { slug: community.slug, settings }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const parsed = parseFields(await readFields(request), communitySettings)
  // The page's own loader refuses whoever may not be here, before anything of it is shown.
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  await saveSettings(db, actor, params.community, parsed.value)
  setFlash(jar, 'community.saved')
  throw redirect(`/c/${params.community}/admin/settings`, 303)
})

/** Those that may be wrong, in the order of the page. */
const FIELDS = [
  ...['name', 'description', 'timeZone', 'joinPolicy', 'conversationReaders', 'retentionDays'],
]

export default function Settings() {
  const { slug, settings } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { Form } = useElements()
  const { settings: words } = useWords(communityWords)
  const budgets = useWords(budgetsWords)
  const { wrong } = useReplyWords(reply)
  const { reviewBeforePublish, publicCopies, retentionDays, ...texts } = settings
  const days = String(retentionDays ?? '')
  const values: Record<string, string> = { ...texts, retentionDays: days, ...reply?.values }
  const ticked = (name: string, kept: boolean) => (reply ? reply.values[name] !== undefined : kept)
  const summed = FIELDS.flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <AdminPage
      nav={useRooms(slug, 'settings')}
      title={words.title}
      lede={words.lede}
      actions={
        <>
          <Link href={`/c/${slug}/admin/budgets`}>{budgets.title}</Link>
          <Link href={`/c/${slug}/admin/moderation`}>{budgets.moderation}</Link>
          <Link href={`/c/${slug}/admin/providers`}>{budgets.providerKeys}</Link>
        </>
      }
      flash={<PageFlash />}
    >
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-xl">
        <Field id="name" label={words.name} errors={wrong('name')}>
          {(wired) => <TextField name="name" defaultValue={values.name} {...wired} />}
        </Field>
        <Field
          id="description"
          label={words.description}
          hint={words.descriptionHint}
          errors={wrong('description')}
          optional
        >
          {(wired) => <TextArea name="description" defaultValue={values.description} {...wired} />}
        </Field>
        <Field
          id="timeZone"
          label={words.timeZone}
          hint={words.timeZoneHint}
          errors={wrong('timeZone')}
        >
          {(wired) => (
            <TimeZoneSelect name="timeZone" chosen={values.timeZone ?? 'UTC'} {...wired} />
          )}
        </Field>
        <RadioGroup
          id="joinPolicy"
          name="joinPolicy"
          label={words.joinPolicy}
          errors={wrong('joinPolicy')}
          value={values.joinPolicy}
          options={[
            { value: 'invitation', label: words.invitation },
            { value: 'open', label: words.open, hint: words.openHint },
          ]}
        />
        <RadioGroup
          id="conversationReaders"
          name="conversationReaders"
          label={words.readers}
          hint={words.readersHint}
          errors={wrong('conversationReaders')}
          value={values.conversationReaders}
          options={[
            { value: 'owner', label: words.owner },
            { value: 'owner_and_coaches', label: words.ownerAndCoaches },
          ]}
        />
        <Field
          id="retentionDays"
          label={words.retention}
          hint={words.retentionHint}
          errors={wrong('retentionDays')}
          optional
        >
          {(wired) => (
            <TextField
              name="retentionDays"
              inputMode="numeric"
              defaultValue={values.retentionDays}
              {...wired}
            />
          )}
        </Field>
        <fieldset className="field">
          <legend className="label">{words.review}</legend>
          <Checkbox
            name="reviewBeforePublish"
            value="yes"
            defaultChecked={ticked('reviewBeforePublish', reviewBeforePublish)}
            hint={words.reviewHint}
          >
            {words.reviewLabel}
          </Checkbox>
        </fieldset>
        <fieldset className="field">
          <legend className="label">{words.copies}</legend>
          <Checkbox
            name="publicCopies"
            value="yes"
            defaultChecked={ticked('publicCopies', publicCopies)}
            hint={words.copiesHint}
          >
            {words.copiesLabel}
          </Checkbox>
        </fieldset>
        <Button variant="primary">{words.submit}</Button>
      </Form>
    </AdminPage>
  )
}
