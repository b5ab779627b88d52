import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { experimentPath } from '~/features/experiments/experiment'
import { findExperiment } from '~/features/experiments/experiments.server'
import { fromMicros } from '~/features/money/micros'
import type { Person } from '~/platform/auth/actor'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { offeredModels } from '../kinds/agent-models.server'

/** What the loader and the action of the page have in common. */
export type PageArgs = Pick<LoaderFunctionArgs, 'request' | 'context' | 'params'> & {
  actor: Person
}

/** What is tried out of an agent, and what came of it. */
export async function loadExperiment({
  request,
  context: { db, language },
  actor,
  params,
}: PageArgs) {
  const slug = params.community ?? ''
  const wished = new URL(request.url).searchParams.get('of')
  const asked = Promise.all([findExperiment(db, slug, params.item, wished), offeredModels(db)])
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  requireCoach(await findCommunity(db, actor, slug))
  const [{ experiment, all, ...agent }, models] = await asked
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  const moment = (iso: string) => momentOf(iso, now, common)
  const price = (cost: number | null) => (cost === null ? null : fromMicros(Math.round(cost)))
  return {
    slug,
    agent,
    models,
    experiment: experiment && {
      ...experiment,
      started: moment(experiment.started),
      ended: experiment.ended && moment(experiment.ended),
      prices: [experiment.figures.a, experiment.figures.b].map(({ cost, good }) => ({
        cost: price(cost),
        perGood: cost === null || good === 0 ? null : price(cost / good),
      })),
    },
    others: all
      .filter(({ id }) => id !== experiment?.id)
      .map(({ id, model, started }) => ({
        href: `${experimentPath(slug, agent.id)}?of=${id}`,
        model,
        started: moment(started),
      })),
  }
}

export type LoadedExperiment = Awaited<ReturnType<typeof loadExperiment>>
