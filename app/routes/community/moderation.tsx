import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { heldListPath } from '~/features/sandbox/moderation/held'
import { holdFields } from '~/features/sandbox/moderation/moderation.schema'
import { findHoldRules, setHoldRules } from '~/features/sandbox/moderation/moderation.server'
import { setFlash } from '~/platform/flash.server'
import { Button } from '~/ui/atoms/button'
import { Checkbox, TextArea } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { moderationWords } from '~/ui/strings/moderation'
import { AdminPage } from '~/ui/templates/pages'
import { useRooms } from '../admin/rooms'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, moderationWords).title)

export const loader = forPeople(async ({ context: { db, env }, actor, params }) => {
  const slug = params.community ?? ''
  const [community, rules] = await Promise.all([
    findCommunity(db, actor, slug),
    findHoldRules(db, slug),
  ])
  requireCoach(community)
  return { slug, rules, looks: env.AI_MODERATION_URL !== undefined }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const slug = params.community ?? ''
  const fields = await readFields(request)
  const coach = async () => requireCoach(await findCommunity(db, actor, slug))
  const rules = parseFields(fields, holdFields)
  if ('reply' in rules) {
    await coach()
    // A list may be longer than what other forms give back, and is kept whole.
    const words = (fields.words ?? '').slice(0, 100_000).replaceAll('\0', '')
    return refuseInvalid({ ...rules.reply, values: { ...rules.reply.values, words } })
  }
  await Promise.all([coach(), setHoldRules(db, slug, rules.value)])
  setFlash(jar, 'community.moderation')
  throw redirect(`/c/${slug}/admin/moderation`, 303)
})

/** What the community holds, set by its coaches. */
export default function Moderation() {
  const { slug, rules, looks } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(moderationWords)
  const { Form } = useElements()
  const { errors = {}, values } = reply ?? {}
  const wrong = (name: string) => {
    const code = errors[name]
    return code === undefined ? undefined : (entryOf(words.wrong, code) ?? code)
  }
  const summed = ['words', 'does', 'refusal'].flatMap((fieldId) => {
    const message = wrong(fieldId)
    return message ? [{ fieldId, message }] : []
  })
  const ticked = (name: string, kept: boolean) => (values ? values[name] !== undefined : kept)
  return (
    <AdminPage
      nav={useRooms(slug, 'settings')}
      title={words.title}
      lede={words.lede}
      actions={<Link href={heldListPath(slug)}>{words.queue}</Link>}
      flash={<PageFlash />}
    >
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-xl">
        <Field
          id="words"
          label={words.words}
          hint={words.wordsHint}
          errors={wrong('words')}
          optional
        >
          {(wired) => (
            <TextArea
              name="words"
              rows={8}
              defaultValue={values ? values.words : rules.words.join('\n')}
              {...wired}
            />
          )}
        </Field>
        <RadioGroup
          id="does"
          name="does"
          label={words.does}
          errors={wrong('does')}
          value={values ? values.does : rules.refuses ? 'refuse' : 'hold'}
          options={[
            { value: 'hold', label: words.hold, hint: words.holdHint },
            { value: 'refuse', label: words.refuse, hint: words.refuseHint },
          ]}
        />
        <Field
          id="refusal"
          label={words.refusal}
          hint={words.refusalHint}
          errors={wrong('refusal')}
          optional
        >
          {(wired) => (
            <TextArea
              name="refusal"
              rows={3}
              defaultValue={values ? values.refusal : rules.refusal}
              {...wired}
            />
          )}
        </Field>
        <div className="field">
          <Checkbox
            name="answers"
            hint={words.answersHint}
            defaultChecked={ticked('answers', rules.answers)}
          >
            {words.answers}
          </Checkbox>
          <Checkbox
            name="review"
            hint={words.reviewHint}
            defaultChecked={ticked('review', rules.review)}
          >
            {words.review}
          </Checkbox>
          {(looks || rules.provider) && (
            <Checkbox
              name="provider"
              hint={looks ? words.providerHint : words.providerGone}
              defaultChecked={ticked('provider', rules.provider)}
            >
              {words.provider}
            </Checkbox>
          )}
        </div>
        <Button variant="primary">{words.save}</Button>
      </Form>
    </AdminPage>
  )
}
