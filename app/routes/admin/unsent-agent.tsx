import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/cloudflare'
import { useActionData } from '@remix-run/react'
import { AnswerFields, FaceFields, InstructionFields } from '~/features/content/agent-fields'
import { type Entered, fieldsOf } from '~/features/content/entered-fields'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { FormActions } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { CommunityPage } from '~/ui/templates/pages'
import { forEveryone } from '../guard.server'
import { SiteFrame } from '../site-frame'
import { pageTitle, wordsOf } from '../titles'
import { readAgentPost } from './agent-post.server'
import { UNSENT, type UnsentReason } from './agent-reply'

/** The page stands at another one's form; a script has nothing to add to it. */
export const handle = { still: true }

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, agentFormWords).unsent.title)

const isReason = (text: string | null): text is UnsentReason =>
  text !== null && Object.hasOwn(UNSENT, text)

/** Nobody comes here but by a post, whose loader says GET too: the reason tells. */
export const loader = forEveryone(async ({ request }: LoaderFunctionArgs) => {
  const { searchParams } = new URL(request.url)
  if (!searchParams.has('why')) throw new AppError('not-found', 404)
  return null
})

/** Gives back what was entered when nobody could take it, to be sent again. Asks nobody. */
export const action = forEveryone(async ({ request }: ActionFunctionArgs) => {
  const query = new URL(request.url).searchParams
  const asked = query.get('why')
  const why = isReason(asked) ? asked : 'unavailable'
  const { wish, submission } = await readAgentPost(request)
  const { intent, ...rest } = wish
  const carried = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  const kept = {
    why,
    to: safePath(query.get('to'), '/dashboard'),
    intent,
    carried,
    fields: fieldsOf(submission.payload as Entered),
  }
  return data(kept, { status: UNSENT[why] })
})

export default function UnsentAgent() {
  const kept = useActionData<typeof action>()
  const { unsent, form } = useWords(agentFormWords)
  if (!kept) {
    return (
      <SiteFrame>
        <CommunityPage narrow title={unsent.title}>
          <p>{unsent.nothing}</p>
        </CommunityPage>
      </SiteFrame>
    )
  }
  const { why, to, intent, carried, fields } = kept
  return (
    <SiteFrame>
      <CommunityPage narrow title={unsent.title}>
        <p role="alert" className="mb-6">
          {unsent.why[why]}
        </p>
        {/* A plain form: the page that it came from is not here. */}
        <form method="post" action={to} noValidate>
          {carried.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FaceFields values={fields} problems={{}} />
          <InstructionFields values={fields} problems={{}} />
          <AnswerFields values={fields} problems={{}} />
          <FormActions>
            {why === 'session-ended' && (
              <ButtonLink href="/login" target="_blank" variant="primary">
                {unsent.signIn}
              </ButtonLink>
            )}
            <Button
              name="intent"
              value={intent}
              variant={why === 'session-ended' ? 'secondary' : 'primary'}
            >
              {intent.startsWith('publish') ? form.publish : unsent.again}
            </Button>
          </FormActions>
        </form>
      </CommunityPage>
    </SiteFrame>
  )
}
