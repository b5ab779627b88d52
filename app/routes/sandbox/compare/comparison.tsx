import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect, useSyncExternalStore } from 'react'
import { findCommunity } from '~/features/communities/find-community.server'
import { beginAnswer, stopAnswer } from '~/features/sandbox/answers/ask-agent.server'
import {
  type ComparedAnswer,
  comparePath,
  comparisonPath,
} from '~/features/sandbox/compare/compare'
import { chooseAnswer, findComparison } from '~/features/sandbox/compare/compare.server'
import { ComparedAnswers } from '~/features/sandbox/compare/compared-answers'
import { liveComparison } from '~/features/sandbox/compare/live-comparison.server'
import { conversationPath } from '~/features/sandbox/conversation/conversation'
import { readersWords } from '~/features/sandbox/conversation/readers-words.server'
import { mayTryAgain } from '~/features/sandbox/conversation/retry-form'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { FOLLOW } from '~/features/sandbox/live/follow-mark'
import { readersLimit } from '~/features/sandbox/live/tell-answer.server'
import { heldPath } from '~/features/sandbox/moderation/held'
import { isHeld } from '~/features/sandbox/moderation/held-failure'
import { findOwnTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { LiveSlot } from '~/ui/atoms/live-slot'
import { useHydrated } from '~/ui/hydrated'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { entryOf, wordsIn } from '~/ui/strings/catalogue'
import { compareWords } from '~/ui/strings/compare'
import { conversationWords } from '~/ui/strings/conversation'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { CommunityPage } from '~/ui/templates/pages'
import { codeLinks } from '../../code-links'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { askFromForm } from '../ask.server'

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data: page, error, matches }) =>
  error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, compareWords).comparison}: ${page.title}`)

/**
 * Why an answer came to no good end. Said here, since the words of all that can go wrong are more than
 * the rest of the page.
 */
function whyEnded(language: string, { status, failure }: ComparedAnswer): string | null {
  if (status === 'complete' || status === 'streaming') return null
  const { held } = wordsIn(language, messageToolsWords)
  const { failures } = wordsIn(language, sandboxProblemWords)
  const { statusStopped, statusCutOff, statusFailed } = wordsIn(language, conversationWords)
  return (
    (failure && (entryOf(held, failure) ?? entryOf(failures, failure))) ||
    { stopped: statusStopped, cut_off: statusCutOff, failed: statusFailed }[status]
  )
}

/** The answers of several models to one question of one's own. */
export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, env, answers: makers, log, language } = context
  const { community: slug = '', conversation, asked } = params
  const [, talk, { question, answers }] = await Promise.all([
    findCommunity(db, actor, slug),
    findOwnTalk(db, actor, { community: slug, id: conversation }),
    findComparison(db, { conversation, asked }),
  ])
  const where = { slug, language: language.tag }
  // Made here: the module of conversations would be brought to the browser for a path.
  const paths = {
    here: comparisonPath(slug, talk.id, asked ?? ''),
    conversation: conversationPath(slug, talk.id),
    again: comparePath(slug, talk.id),
  }
  const againKey = crypto.randomUUID()
  const show = async ({ sources, leftOut, ...answer }: (typeof answers)[number]) => {
    const held = isHeld(answer.failure)
    const ended = answer.status !== 'streaming'
    const failed = ended && answer.status !== 'complete' && mayTryAgain(answer.failure)
    return {
      ...answer,
      said: whyEnded(language.tag, answer),
      heldHref: held ? heldPath(slug, talk.id, answer.id) : null,
      againKey: failed && !held && answer.offered ? againKey : null,
      html: ended ? await answerHtml(answer.text, { sources, leftOut }, where) : null,
    }
  }
  const over = answers.every(({ status }) => status !== 'streaming')
  const written = !over && !new URL(request.url).searchParams.has(FOLLOW)
  if (written) {
    context.live.html = liveComparison({
      compared: answers,
      show,
      language,
      here: paths.here,
      db,
      answers: makers,
      log,
      ownerId: actor.userId,
      longestMs: readersLimit(env.AI_TOTAL_MS),
    })
  }
  return {
    title: talk.title,
    readers: readersWords(language.tag, talk.readers),
    paths,
    question,
    over,
    written,
    answers: await Promise.all(answers.map(show)),
  }
})

/** Chooses an answer, takes the choice back, stops an answer, or has its model try again. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db, answers, log, later, language } = context
    const { community = '', conversation = '', asked = '' } = params
    const fields = await readFields(request)
    const { intent, answer } = fields
    if (!isUuid(answer)) throw new AppError('stale', 422)
    try {
      if (intent === 'stop') await stopAnswer(answer, { db, answers, actor, log })
      else if (intent === 'retry') {
        const { agent: _, ...rest } = fields
        const again = await askFromForm(context, community, rest)
        // Not awaited: the page that the post leads to shows what is there.
        later(beginAnswer(again, { db, answers, actor, log }))
      } else if (intent === 'choose' || intent === 'undo') {
        await chooseAnswer(db, answer, intent === 'choose')
      } else throw new AppError('stale', 422)
    } catch (error) {
      const wrong = error instanceof AppError && wrongWords(language.tag, error)
      if (!wrong) throw error
      const headers = new Headers()
      if (error.retryAfter) headers.set('retry-after', String(error.retryAfter))
      return data({ wrong }, { status: error.status, headers })
    }
    throw redirect(comparisonPath(community, conversation, asked), 303)
  },
)

/** What can't be done now, in words; null of what the page can't answer. */
function wrongWords(language: string, { code, status, retryAfter }: AppError): string | null {
  if (status !== 409 && status !== 429) return null
  const { refused } = wordsIn(language, compareWords)
  const { problems, again } = wordsIn(language, sandboxProblemWords)
  if (code === 'limited' && retryAfter) return again(retryAfter)
  return entryOf(refused, code) ?? entryOf(problems, code) ?? null
}

/** Milliseconds between looks at answers that are being made, beside their streams. */
const LOOK_MS = 5_000

const never = () => () => {}

export default function Comparison() {
  const { readers, paths, question, answers, over, written } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()?.wrong
  const words = useWords(compareWords)
  const hydrated = useHydrated()
  const { revalidate } = useRevalidator()
  // A page that a script leads to has no such place.
  const inDocument = useSyncExternalStore(
    never,
    () => document.querySelector('[data-live]') !== null,
    () => written,
  )
  useEffect(() => {
    if (over) return
    // What was written into the document has ended when its script runs.
    if (inDocument) revalidate()
    // The mark of a page that came again as the live one: a reload begins anew.
    history.replaceState(history.state, '', paths.here)
    const timer = setInterval(revalidate, LOOK_MS)
    return () => clearInterval(timer)
  }, [over, inDocument, paths.here, revalidate])
  const here = answers.filter(({ status }) => status !== 'streaming')
  const chosen = answers.find((answer) => answer.chosen)
  return (
    <CommunityPage
      title={words.comparison}
      lede={readers}
      flash={wrong && <Flash tone="wrong">{wrong}</Flash>}
    >
      <section className="card mb-4">
        <h2 className="text-lg">{words.asked}</h2>
        <p className="whitespace-pre-wrap mt-3" dir="auto">
          {question}
        </p>
      </section>
      {inDocument && !over ? (
        <LiveSlot />
      ) : (
        <>
          <p role="status" className="font-semibold">
            {!over
              ? words.coming(here.length, answers.length)
              : chosen
                ? words.chosenNow(chosen.label)
                : answers.some(({ text }) => text !== '')
                  ? words.choose
                  : words.none}
          </p>
          <p className="buttons mt-3">
            {!over && !hydrated && (
              <ButtonLink variant="primary" icon="retry" href={paths.here}>
                {words.look}
              </ButtonLink>
            )}
            {chosen && (
              <ButtonLink variant="primary" icon="chat" href={`${paths.conversation}#answer`}>
                {words.goOn}
              </ButtonLink>
            )}
          </p>
          <ComparedAnswers answers={answers} over={over} onEnd={revalidate} />
        </>
      )}
      <p className="buttons mt-8">
        <Link href={paths.again}>{words.again}</Link>
        <Link href={`${paths.conversation}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
