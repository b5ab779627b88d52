import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useFetcher, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findImport, startImport, stopImport } from '~/features/content/exchange/import-rows.server'
import { goOnWithImport } from '~/features/content/exchange/run-import.server'
import type { Person } from '~/platform/auth/actor'
import { exchangeWords } from '~/ui/strings/exchange'
import { requireFiles } from '../../files/require-files.server'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { ImportReport } from './import-report'
import { loadImport } from './load-import.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, exchangeWords).reportTitle(data.name))

export const loader = forPeople(loadImport)

/** Milliseconds that a post works before it answers, and that the work goes on after it. */
const BEFORE_MS = 3_000
const AFTER_MS = 20_000

/** Begins an import, goes on with it, or stops it. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db } = context
    const slug = params.community ?? ''
    const { storage } = requireFiles(context)
    const { intent, publish, overwrite, trusted } = await readFields(request)
    const asked = findImport(db, slug, params.import)
    asked.catch(() => {})
    requireCoach(await findCommunity(db, actor, slug))
    const row = await asked
    const here = `/c/${slug}/admin/import/${row.id}`
    if (intent === 'stop') {
      await stopImport(db, slug, row.id)
      throw redirect(here, 303)
    }
    if (row.status === 'looked') {
      if (!row.own && trusted === undefined) {
        return data({ code: 'untrusted' as const, publish, overwrite }, { status: 422 })
      }
      row.publish = publish !== undefined
      row.overwrite = overwrite !== undefined
    }
    if (row.status === 'done') throw redirect(here, 303)
    if (!row.file)
      return data({ code: 'import.gone' as const, publish, overwrite }, { status: 409 })
    if (row.status !== 'running') await startImport(db, slug, row.id, row)
    const needs = { db, storage, actor }
    const running = { ...row, status: 'running' as const }
    const at = await goOnWithImport(needs, slug, running, Date.now() + BEFORE_MS)
    // Where somebody else goes on with it, they do so to the end.
    if (at.status === 'running' && !at.moved) {
      const rest = goOnWithImport(needs, slug, { ...running, done: at.done }, Date.now() + AFTER_MS)
      context.later(rest.catch((error) => context.log.error('import', {}, error)))
    }
    throw redirect(here, 303)
  },
)

/** Milliseconds between looks at an import that is under way. */
const LOOK_MS = 1_500

export default function ImportRun() {
  const report = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { revalidate } = useRevalidator()
  const { submit, state } = useFetcher()
  const { status, stalled } = report
  useEffect(() => {
    if (status !== 'running') return
    const timer = setInterval(() => {
      // Whoever looks at it keeps it going.
      if (stalled && state === 'idle') submit({ intent: 'go-on' }, { method: 'post' })
      else revalidate()
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [status, stalled, state, submit, revalidate])
  return <ImportReport {...report} reply={reply} />
}
