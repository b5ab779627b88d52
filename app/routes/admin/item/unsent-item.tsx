import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { kindForms } from '~/features/content/form/kind-forms'
import { kindsOnServer } from '~/features/content/kind-registry.server'
import { OFFERED, type OfferedKind } from '~/features/content/kinds'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { FormActions } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { contentFormWords } from '~/ui/strings/content-form'
import { contentNoticesWords } from '~/ui/strings/content-notices'
import { CommunityPage } from '~/ui/templates/pages'
import { forEveryone } from '../../guard.server'
import { SiteFrame } from '../../site-frame'
import { pageTitle, wordsOf } from '../../titles'
import { videoLinks } from '../../video-links'
import { readItemPost } from './item-post.server'
import { UNSENT, type UnsentReason } from './item-reply'

/** The page stands at another one's form; a script has nothing to add to it. */
export const handle = { still: true }

/** The kind in the address. */
function kindOf(address: string): OfferedKind {
  const word = new URL(address).pathname.split('/').at(-1)
  const kind = OFFERED.find((each) => each === word)
  if (!kind) throw new AppError('not-found', 404)
  return kind
}

export const links = videoLinks
export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, data && wordsOf(matches, contentNoticesWords).unsent.title(data.kind))

const isReason = (text: string | null): text is UnsentReason =>
  text !== null && Object.hasOwn(UNSENT, text)

/** Nobody comes here but by a post, whose loader says GET too: the reason tells. */
export const loader = forEveryone(async ({ request }: LoaderFunctionArgs) => {
  const { searchParams } = new URL(request.url)
  if (!searchParams.has('why')) throw new AppError('not-found', 404)
  return { kind: kindOf(request.url) }
})

/** Gives back what was entered when nobody could take it, to be sent again. Asks nobody. */
export const action = forEveryone(async ({ request }: ActionFunctionArgs) => {
  const query = new URL(request.url).searchParams
  const asked = query.get('why')
  const why = isReason(asked) ? asked : 'unavailable'
  const kind = kindsOnServer[kindOf(request.url)]
  const { wish, submission } = await readItemPost(kind, request)
  const { intent, ...rest } = wish
  const carried = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  const kept = {
    why,
    to: safePath(query.get('to'), '/dashboard'),
    intent: intent === 'preview' ? ('save' as const) : intent,
    carried,
    fields: kind.fieldsOf(submission.payload),
  }
  return data(kept, { status: UNSENT[why] })
})

export default function UnsentItem() {
  const kept = useActionData<typeof action>()
  const { kind } = useLoaderData<typeof loader>()
  const { Fields } = kindForms[kind]
  const { unsent } = useWords(contentNoticesWords)
  const { form } = useWords(contentFormWords)
  if (!kept) {
    return (
      <SiteFrame>
        <CommunityPage narrow title={unsent.title(kind)}>
          <p>{unsent.nothing}</p>
        </CommunityPage>
      </SiteFrame>
    )
  }
  const { why, to, intent, carried, fields } = kept
  return (
    <SiteFrame>
      <CommunityPage narrow title={unsent.title(kind)}>
        <p role="alert" className="mb-6">
          {unsent.why[why]}
        </p>
        {/* A plain form: the page that it came from is not here. */}
        <form method="post" action={to} noValidate>
          {carried.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Fields values={fields} problems={{}} />
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
              {intent.startsWith('publish') ? form.publish(kind) : unsent.again}
            </Button>
          </FormActions>
        </form>
      </CommunityPage>
    </SiteFrame>
  )
}
