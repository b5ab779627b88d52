import { data, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { unsentMessageWords } from '~/ui/strings/unsent-message'
import { PublicPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forEveryone } from '../guard.server'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'

/** The page stands at another one's form; a script has nothing to add to it. */
export const handle = { still: true }

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, unsentMessageWords).unsentTitle)

const REASONS = { 'session-ended': 401, unavailable: 503, timeout: 504 } as const
type Reason = keyof typeof REASONS

const isReason = (text: string | null): text is Reason =>
  text !== null && Object.hasOwn(REASONS, text)

/** Fields that the form needs when it is sent again. */
const CARRIED = ['intent', 'agent', 'prompt', 'post_key', 'after', 'edits']

interface Unsent {
  why: Reason
  /** Where sending it again goes. */
  to: string
  message: string
  carried: Record<string, string>
}

/** Nothing was posted: there is nothing to keep. */
export const loader = forEveryone(async ({ request }) => {
  if (request.method === 'GET' && !isReason(new URL(request.url).searchParams.get('why'))) {
    throw new AppError('not-found', 404)
  }
  return null
})

/**
 * Keeps the words of a post that came when nobody was signed in, or when the database was away. It
 * needs neither: it gives back what was sent, to be sent again.
 */
export const action = forEveryone(async ({ request }) => {
  const query = new URL(request.url).searchParams
  const asked = query.get('why')
  const why = isReason(asked) ? asked : 'unavailable'
  const fields = await readFields(request)
  const unsent: Unsent = {
    why,
    to: safePath(query.get('to'), '/sandbox'),
    message: fields.message ?? '',
    carried: Object.fromEntries(
      CARRIED.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])),
    ),
  }
  return data(unsent, { status: REASONS[why] })
})

export default function UnsentPage() {
  const unsent = useActionData<typeof action>()
  const sandbox = useWords(unsentMessageWords)
  return (
    <SiteFrame>
      <PublicPage title={sandbox.unsentTitle}>
        {unsent ? <SendAgain unsent={unsent} /> : <p>{sandbox.unsentNothing}</p>}
      </PublicPage>
    </SiteFrame>
  )
}

function SendAgain({ unsent: { why, to, message, carried } }: { unsent: Unsent }) {
  const sandbox = useWords(unsentMessageWords)
  return (
    <>
      <p role="alert">{sandbox.unsentWhy[why]}</p>
      {/* A plain form: the page that it came from is not here. */}
      <form method="post" action={to} className="mt-4">
        {Object.entries(carried).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field id="message" label={sandbox.unsentLabel}>
          {(wired) => (
            <TextArea name="message" required rows={6} defaultValue={message} {...wired} />
          )}
        </Field>
        <p className="buttons mt-4">
          {why === 'session-ended' && (
            <ButtonLink href="/login" target="_blank" variant="primary">
              {sandbox.unsentSignIn}
            </ButtonLink>
          )}
          <Button variant={why === 'session-ended' ? 'secondary' : 'primary'} icon="send">
            {sandbox.unsentSend}
          </Button>
        </p>
      </form>
    </>
  )
}
