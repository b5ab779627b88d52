import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { asCoach } from '~/features/communities/as-coach.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { heldListPath } from '~/features/sandbox/moderation/held'
import { readHeld, settleHeld } from '~/features/sandbox/moderation/held.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Badge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { TextArea } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { Prose } from '~/ui/molecules/message'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { heldWords } from '~/ui/strings/held'
import { AdminPage } from '~/ui/templates/pages'
import { codeLinks } from '../../code-links'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { type NoteReply, readNote } from './note.server'

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, heldWords).oneTitle)

/** What is held, with its text where it is shared; that it was read is kept. */
export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const held = await asCoach(db, actor, slug, () => readHeld(db, slug, params.held))
  const common = wordsIn(language.tag, commonWords)
  const words = wordsIn(language.tag, heldWords)
  const now = Date.now()
  const {
    author,
    kind,
    why,
    word,
    state,
    appeal,
    note,
    by,
    agent,
    text,
    question,
    file = null,
  } = held
  return {
    slug,
    state,
    appeal,
    note,
    by,
    agent,
    question,
    what: words.kinds[kind],
    file,
    why: why === 'words' ? words.why.words(word ?? '') : words.why[why],
    text: author !== 'person' ? null : file !== null && text === '' ? words.picture : text,
    html:
      author === 'agent'
        ? await answerHtml(text, { sources: [] }, { slug, language: language.tag })
        : null,
    held: momentOf(held.held, now, common),
  }
})

/** Lets it through, or keeps it held, with a word to its author. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db, jar } = context
    const slug = params.community ?? ''
    const { intent, note: sent } = await readFields(request)
    const read = readNote(sent)
    if ('refused' in read) return read.refused
    const { note } = read
    if (intent !== 'release' && intent !== 'keep') throw new AppError('invalid', 422)
    const state = await asCoach(db, actor, slug, () =>
      settleHeld(db, params.held, { release: intent === 'release', note }),
    )
    setFlash(jar, `held.${state}`)
    throw redirect(heldListPath(slug), 303)
  },
)

export default function HeldMessage() {
  const { slug, what, why, by, agent, appeal, text, html, question, file, held } =
    useLoaderData<typeof loader>()
  const words = useWords(heldWords)
  return (
    <AdminPage
      title={words.oneTitle}
      lede={words.kept}
      nav={useRooms(slug, 'answers')}
      flash={<PageFlash />}
    >
      <div className="max-w-xl">
        <section className="card">
          <h2 dir="auto">
            {what}: {why}
          </h2>
          <p className="hint">
            <bdi>{by || words.gone}</bdi>, <bdi>{agent}</bdi>, <Time {...held} />
          </p>
          {appeal && (
            <>
              <h3 className="mt-3">{words.appeal}</h3>
              <p className="whitespace-pre-wrap" dir="auto">
                {appeal}
              </p>
            </>
          )}
        </section>
        {question && (
          <section className="mt-8">
            <h2>{words.question}</h2>
            <p className="whitespace-pre-wrap mt-3" dir="auto">
              {question}
            </p>
          </section>
        )}
        <section className="mt-8">
          <h2>{words.said}</h2>
          {file !== null && (
            <p className="mt-3">
              <strong>
                <bdi>{file}</bdi>
              </strong>
            </p>
          )}
          <div className="mt-3" dir="auto">
            {html === null ? <p className="whitespace-pre-wrap">{text}</p> : <Prose html={html} />}
          </div>
        </section>
        <Settlement />
        <p className="mt-8">
          <Link href={heldListPath(slug)}>{words.back}</Link>
        </p>
      </div>
    </AdminPage>
  )
}

function Settlement() {
  const { state, note } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as NoteReply | undefined
  const words = useWords(heldWords)
  const { Form } = useElements()
  if (state !== 'waiting') {
    return (
      <section className="card mt-8">
        <h2>{words.settle}</h2>
        <p>
          <Badge tone={state === 'released' ? 'good' : 'careful'}>{words.state[state]}</Badge>
        </p>
        <p className="whitespace-pre-wrap mt-3" dir="auto">
          {note || words.noNote}
        </p>
      </section>
    )
  }
  return (
    <Form method="post" className="card card-next mt-8" aria-labelledby="settle-title">
      <h2 id="settle-title" className="mb-3">
        {words.settle}
      </h2>
      <p className="hint mb-3">{words.settleHint}</p>
      <Field
        id="note"
        label={words.note}
        hint={words.noteHint}
        errors={reply && words.wrong[reply.problem]}
        optional
      >
        {(wired) => (
          <TextArea name="note" rows={3} defaultValue={reply ? reply.note : note} {...wired} />
        )}
      </Field>
      <div className="buttons mt-6">
        <Button variant="primary" name="intent" value="release">
          {words.release}
        </Button>
        <Button name="intent" value="keep">
          {words.keep}
        </Button>
      </div>
    </Form>
  )
}
