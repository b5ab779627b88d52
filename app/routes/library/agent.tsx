import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { AgentOpening } from '~/features/content/agents/agent-opening'
import { findPublishedAgent } from '~/features/content/agents/find-published-agent.server'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { sandboxPath } from '~/features/content/sandbox-path'
import { comparePath, FEWEST_COMPARED } from '~/features/sandbox/compare/compare'
import { ButtonLink } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { agentsWords } from '~/ui/strings/agents'
import { CommunityPage } from '~/ui/templates/pages'
import { offeredModels } from '../admin/kinds/agent-models.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.agent.title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const slug = params.community ?? ''
  const asked = Promise.all([
    findPublishedAgent(context.db, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
    offeredModels(context.db),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const community = await findCommunity(context.db, actor, slug)
  const [agent, standing, files, models] = await asked
  const compares = community.role !== null && models.length >= FEWEST_COMPARED
  // Made here: the module of conversations would be brought to the browser for a path.
  const compareHref = compares ? `${comparePath(slug)}?agent=${agent.id}` : null
  return { slug, coach: isCoach(community), agent, standing, files, compareHref }
})

export default function Agent() {
  const { slug, coach, agent, standing, files, compareHref } = useLoaderData<typeof loader>()
  const agents = useWords(agentsWords)
  return (
    <CommunityPage narrow title={agent.title} lede={agent.summary} flash={<PageFlash />}>
      <Cover files={files} />
      <div className="buttons">
        <ButtonLink variant="primary" icon="chat" href={sandboxPath(slug, agent.id)}>
          {agents.agent.practise}
        </ButtonLink>
        {compareHref && (
          <ButtonLink variant="quiet" icon="agent" href={compareHref}>
            {agents.agent.compare}
          </ButtonLink>
        )}
        <ButtonLink variant="quiet" href={`/c/${slug}/agents`}>
          {agents.agent.back}
        </ButtonLink>
        {coach && (
          <ButtonLink variant="quiet" icon="draft" href={`/c/${slug}/admin/agents/${agent.id}`}>
            {agents.agent.edit}
          </ButtonLink>
        )}
      </div>
      <ItemStanding community={slug} kind="agent" id={agent.id} standing={standing} />
      <AgentOpening agent={agent} hrefOf={(message) => sandboxPath(slug, agent.id, { message })} />
      <Attachments files={files} />
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="agent" room="library" />
}
