import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { runPath } from '~/features/sandbox/automation-runs/run'
import { conversationPath, LONGEST_REASON } from '~/features/sandbox/conversation/conversation'
import { appealHeld, findHeldOfMine, findHeldStep } from '~/features/sandbox/moderation/held.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { heldMineWords } from '~/ui/strings/held-mine'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, heldMineWords).title)

/** Why a message, or an answer, of one's own is held, and what became of it. */
export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const { community: slug = '', conversation, answer, item, run } = params
  const isStep = run !== undefined
  const [, held] = await Promise.all([
    findCommunity(db, actor, slug),
    isStep
      ? findHeldStep(db, actor, { run, step: answer })
      : findHeldOfMine(db, actor, { conversation, answer }),
  ])
  const ofRun = runPath(slug, item ?? '', run ?? '')
  if (!held) throw redirect(ofRun)
  const back = isStep
    ? ofRun
    : `${conversationPath(slug, conversation ?? '')}#${held.file === null ? 'answer' : 'composer'}`
  return { held, isStep, back }
})

type Wrong = 'appeal.empty' | 'appeal.null' | 'reason.too-long'

export const action = forPeople(async ({ request, context }) => {
  const { db, jar } = context
  const { held, message: raw = '' } = await readFields(request)
  if (!isUuid(held)) throw new AppError('invalid', 422)
  const reason = raw.replaceAll('\r\n', '\n').trim()
  const wrong: Wrong | null = reason.includes('\0')
    ? 'appeal.null'
    : reason === ''
      ? 'appeal.empty'
      : [...reason].length > LONGEST_REASON
        ? 'reason.too-long'
        : null
  if (wrong) {
    return data({ wrong, reason: raw.slice(0, 10_000).replaceAll('\0', '') }, { status: 422 })
  }
  await appealHeld(db, held, reason)
  setFlash(jar, 'held.asked')
  throw redirect(new URL(request.url).pathname.replace(/\.data$/, ''), 303)
})

export default function Held() {
  const { held, isStep, back } = useLoaderData<typeof loader>()
  const words = useWords(heldMineWords)
  const { author, why, word, state, note, appeal, shared, text, file } = held
  const waits = state === 'waiting' && !shared
  return (
    <CommunityPage narrow title={words.title} lede={words.lede} flash={<PageFlash />}>
      <section className="card">
        <p>
          {author === 'agent'
            ? words.answerWhy
            : why !== 'words'
              ? words.why[why]
              : (file === null ? words.why.words : words.fileWhy)(word ?? '')}
        </p>
        <p className="mt-3">
          {waits
            ? words.private
            : state !== 'released' || (file === null && !isStep)
              ? words.state[state]
              : isStep
                ? words.stepReleased
                : words.fileReleased}
        </p>
        {note && (
          <>
            <h2 className="mt-4">{words.note}</h2>
            <p className="whitespace-pre-wrap" dir="auto">
              {note}
            </p>
          </>
        )}
      </section>
      {(file ?? text) !== null && (
        <section className="mt-8">
          <h2>{isStep ? words.yourStep : file === null ? words.yours : words.yourFile}</h2>
          <p className="whitespace-pre-wrap mt-3" dir="auto">
            {file ?? text}
          </p>
        </section>
      )}
      {appeal ? (
        <section className="mt-8">
          <h2>{words.asked}</h2>
          <p className="whitespace-pre-wrap mt-3" dir="auto">
            {appeal}
          </p>
        </section>
      ) : (
        state !== 'released' && <Appeal />
      )}
      <p className="mt-8">
        <Link href={back}>{isStep ? words.backToRun : words.back}</Link>
      </p>
    </CommunityPage>
  )
}

/** Shares it with the coaches, once. */
function Appeal() {
  const { held, isStep } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as { wrong: Wrong; reason: string } | undefined
  const words = useWords(heldMineWords)
  const { Form } = useElements()
  return (
    <Form method="post" className="card card-next mt-8" aria-labelledby="appeal-title">
      <h2 id="appeal-title" className="mb-3">
        {words.ask}
      </h2>
      <p className="mb-3">
        {isStep
          ? words.askStep
          : held.file !== null
            ? words.askFile
            : held.author === 'agent'
              ? words.askAnswer
              : words.askMessage}
      </p>
      <input type="hidden" name="held" value={held.id} />
      <Field id="message" label={words.reason} errors={reply && words.wrong[reply.wrong]}>
        {(wired) => <TextArea name="message" rows={4} defaultValue={reply?.reason} {...wired} />}
      </Field>
      <Button variant="primary">{words.send}</Button>
    </Form>
  )
}
