import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { asCoach } from '~/features/communities/as-coach.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { readReport, settleReport } from '~/features/sandbox/quality/answer-reports.server'
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
import { answersWords } from '~/ui/strings/answers'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
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
    : communityTitle(matches, wordsOf(matches, answersWords).reportTitle(data.agent))

/** What was reported, with the text that the report shares; that it was read is kept. */
export const loader = forPeople(async ({ context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const report = await asCoach(db, actor, slug, () => readReport(db, slug, params.report))
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  const { reason, note, agent, by, question } = report
  return {
    slug,
    reason,
    note,
    agent,
    by,
    question,
    answer: await answerHtml(report.answer, { sources: [] }, { slug, language: language.tag }),
    reported: momentOf(report.reported, now, common),
    settled: report.settled && momentOf(report.settled, now, common),
  }
})

/** Settles the report with a note, or opens it again. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db, jar } = context
    const slug = params.community ?? ''
    const { intent, note: sent } = await readFields(request)
    const read = readNote(sent)
    if ('refused' in read) return read.refused
    const { note } = read
    if (intent !== 'settle' && intent !== 'reopen') throw new AppError('invalid', 422)
    await asCoach(db, actor, slug, () =>
      settleReport(db, slug, params.report, intent === 'settle' ? { note } : null),
    )
    setFlash(jar, intent === 'settle' ? 'answers.settled' : 'answers.reopened')
    const list = `/c/${slug}/admin/answers`
    throw redirect(intent === 'settle' ? list : `${list}/${params.report}`, 303)
  },
)

export default function AnswerReport() {
  const { slug, reason, agent, by, question, answer, reported } = useLoaderData<typeof loader>()
  const words = useWords(answersWords)
  return (
    <AdminPage
      title={words.reportTitle(agent)}
      lede={`${words.reportLede} ${words.kept}`}
      nav={useRooms(slug, 'answers')}
      flash={<PageFlash />}
    >
      <div className="max-w-xl">
        <section className="card">
          <h2>{words.why}</h2>
          <p className="hint">
            <bdi>{by || words.gone}</bdi>, <Time {...reported} />
          </p>
          <p className="whitespace-pre-wrap mt-3" dir="auto">
            {reason}
          </p>
        </section>
        <section className="mt-8">
          <h2>{words.asked}</h2>
          <p className="whitespace-pre-wrap mt-3" dir="auto">
            {question}
          </p>
        </section>
        <section className="mt-8">
          <h2 dir="auto">{words.answered(agent)}</h2>
          <div className="mt-3" dir="auto">
            <Prose html={answer} />
          </div>
        </section>
        <Settlement />
        <p className="mt-8">
          <Link href={`/c/${slug}/admin/answers`}>{words.back}</Link>
        </p>
      </div>
    </AdminPage>
  )
}

function Settlement() {
  const { note, settled } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as NoteReply | undefined
  const words = useWords(answersWords)
  const { Form } = useElements()
  if (settled) {
    return (
      <section className="card mt-8">
        <h2>{words.noteNow}</h2>
        <p className="hint">
          <Badge tone="good">{words.isSettled}</Badge> <Time {...settled} />
        </p>
        <p className="whitespace-pre-wrap mt-3" dir="auto">
          {note || words.noNote}
        </p>
        <Form method="post" className="mt-4">
          <Button name="intent" value="reopen" icon="undo">
            {words.reopen}
          </Button>
        </Form>
      </section>
    )
  }
  return (
    <Form method="post" className="card card-next mt-8" aria-labelledby="settle-title">
      <h2 id="settle-title" className="mb-3">
        {words.settle}
      </h2>
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
      <Button variant="primary" name="intent" value="settle">
        {words.settleSubmit}
      </Button>
    </Form>
  )
}
