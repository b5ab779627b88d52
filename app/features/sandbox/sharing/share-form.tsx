import { Button } from '~/ui/atoms/button'
import { Checkbox, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { CopyButton } from '~/ui/molecules/copy-button'
import { Field } from '~/ui/molecules/field'
import { Flash } from '~/ui/molecules/flash'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { optionsPath } from '../conversation/conversation'
import { LONGEST_COPY } from './shared'

type Wrong = keyof (typeof talkOptionsWords)['english']['share']['wrong']

/** What became of the form, where it answers with its page. */
export interface ShareReply {
  /** The link, shown this once. */
  link: string | null
  wrong: Wrong | null
  /** What was chosen, where it was refused. */
  audience: string | null
  named: boolean
}

/** Shares a copy of a conversation: what is in it, and who will be able to read it. */
export function ShareForm({
  slug,
  id,
  mayBePublic,
  reply,
}: {
  slug: string
  id: string
  mayBePublic: boolean
  reply: ShareReply | null
}) {
  const { share: words } = useWords(talkOptionsWords)
  const { Form } = useElements()
  const link = reply?.link
  return (
    <section id="share">
      <h2>{words.title}</h2>
      {link && (
        <Flash>
          <Field id="link" label={words.made} hint={words.madeHint}>
            {(wired) => <TextField readOnly value={link} {...wired} />}
          </Field>
          <CopyButton text={link} label={words.copy} />
        </Flash>
      )}
      <p className="mt-4">{words.text(LONGEST_COPY.toLocaleString('en'))}</p>
      <Form method="post" action={`${optionsPath(slug, id)}#share`} className="mt-4">
        <input type="hidden" name="intent" value="share" />
        <RadioGroup
          id="audience"
          name="audience"
          label={words.audience}
          value={reply?.audience ?? 'members'}
          errors={reply?.wrong && words.wrong[reply.wrong]}
          options={[
            { value: 'members', label: words.members, hint: words.membersHint },
            ...(mayBePublic
              ? [{ value: 'public', label: words.public, hint: words.publicHint }]
              : []),
          ]}
        />
        {!mayBePublic && <p className="hint mb-4">{words.publicOff}</p>}
        <div className="field">
          <Checkbox
            name="named"
            value="yes"
            defaultChecked={reply?.named ?? false}
            hint={words.namedHint}
          >
            {words.named}
          </Checkbox>
        </div>
        <Button variant="primary">{words.do}</Button>
      </Form>
    </section>
  )
}
