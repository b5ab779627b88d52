import type { SideLines } from '~/features/sandbox/conversation/conversation'
import { conversationPath, sandboxPath } from '~/features/sandbox/conversation/conversation'
import { NotSent } from '~/features/sandbox/conversation/foot'
import { ProblemWords } from '~/features/sandbox/conversation/late-words'
import type { Refused } from '~/features/sandbox/conversation/talk-data'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import type { Moment } from '~/ui/moment'
import { AgentList } from '~/ui/organisms/agent-list'
import { useWords } from '~/ui/strings'
import { pickWords } from '~/ui/strings/pick'
import { sandboxWords } from '~/ui/strings/sandbox'
import { CommunityPage } from '~/ui/templates/pages'
import { PageFlash } from '../../page-flash'

/** All that one can begin or go on with. */
export interface PickData {
  slug: string
  coach: boolean
  /** A super admin looks in without being a member. */
  member: boolean
  search: string
  agents: { id: string; title: string; summary: string }[]
  /** Agents that fit the search. */
  found: { n: number; more: boolean }
  /** Whether the library has any. */
  any: boolean
  /** Where more of those that fit are; null where all stand here. The server makes such addresses. */
  further: string | null
  /** The agent that the address names is not there. */
  missing: boolean
  conversations: (SideLines['items'][number] & { time: Moment })[]
  /** Where something was last said. */
  latest: string | null
  /** Where older ones are. */
  older: string | null
  /** Whether the list of conversations begins with the newest. */
  first: boolean
}

/** The agents to begin with, and the conversations to go on with. */
export function PickPage({ data, refused }: { data: PickData; refused: Refused | null }) {
  const sandbox = useWords(sandboxWords)
  const words = useWords(pickWords)
  const { slug, missing, member, latest } = data
  return (
    <CommunityPage
      title={sandbox.title}
      lede={words.lede}
      actions={
        <>
          {latest && (
            <ButtonLink
              variant="primary"
              icon="chat"
              href={`${conversationPath(slug, latest)}#answer`}
            >
              {words.goOn}
            </ButtonLink>
          )}
          <ButtonLink variant="quiet" className="lg:hidden" href="#mine">
            {sandbox.mine}
          </ButtonLink>
        </>
      }
      flash={
        <>
          <PageFlash />
          {!member && <Flash tone="note">{words.notMember}</Flash>}
          {missing && (
            <Flash tone="wrong">
              <strong>{words.agentNotThere}.</strong> {words.agentNotThereDetail}
            </Flash>
          )}
          {refused && (
            <>
              <Flash tone="wrong">
                <ProblemWords {...refused} />
              </Flash>
              <NotSent text={refused.written} />
            </>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Agents data={data} />
        <Mine data={data} />
      </div>
    </CommunityPage>
  )
}

function Agents({ data }: { data: PickData }) {
  const words = useWords(pickWords)
  const { slug, coach, search, agents, found, any, further, conversations } = data
  const here = sandboxPath(slug)
  return (
    <section>
      <h2 className="mb-3">{words.agents}</h2>
      {(any || search) && (
        <SearchForm label={words.agentsSearch} defaultValue={search} action={here} />
      )}
      {search && agents.length > 0 && (
        <p className="hint mt-3" role="status">
          {words.agentsFound(found.n, found.more, search)}
        </p>
      )}
      <div className="mt-4">
        {agents.length > 0 ? (
          <AgentList
            next={conversations.length === 0}
            agents={agents.map(({ id, title, summary }) => ({
              id,
              name: title,
              summary,
              href: `${here}?agent=${id}`,
            }))}
          />
        ) : search ? (
          <EmptyState
            title={words.agentsNoneFound(search)}
            action={<ButtonLink href={here}>{words.agentsAll}</ButtonLink>}
          >
            {words.agentsNoneFoundDetail}
          </EmptyState>
        ) : (
          <EmptyState
            title={words.agentsNone}
            action={
              coach && (
                <ButtonLink variant="primary" href={`/c/${slug}/admin/agents/new`}>
                  {words.agentsNoneCoachWay}
                </ButtonLink>
              )
            }
          >
            {coach ? words.agentsNoneCoach : words.agentsNoneDetail}
          </EmptyState>
        )}
      </div>
      {further && (
        <p className="mt-4">
          <Link href={further}>{words.agentsMore}</Link>
        </p>
      )}
    </section>
  )
}

function Mine({ data: { slug, conversations, older, first } }: { data: PickData }) {
  const sandbox = useWords(sandboxWords)
  const words = useWords(pickWords)
  const here = sandboxPath(slug)
  return (
    <section id="mine" tabIndex={-1}>
      <h2 className="mb-3">{sandbox.mine}</h2>
      {conversations.length > 0 ? (
        <ul className="rows">
          {conversations.map(({ id, title, agentName, mark, time }) => (
            <li key={id} className="row">
              <div className="row-text">
                <h3 dir="auto">
                  <Link href={`${conversationPath(slug, id)}#answer`}>{title}</Link>
                </h3>
                <p>
                  <span dir="auto">{sandbox.withAgent(agentName)}</span>
                  {mark}, <Time iso={time.iso} label={time.label} exact={time.exact} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      ) : first ? (
        <EmptyState title={words.mineNone}>{words.mineNoneDetail}</EmptyState>
      ) : (
        <p>{words.mineEnd}</p>
      )}
      <Pager older={older} />
      <p className="buttons mt-4">
        {!first && <Link href={`${here}#mine`}>{words.newest}</Link>}
        <Link href={`${here}/mine`}>{sandbox.keptInOrder}</Link>
        <Link href={`${here}/shared`}>{sandbox.shared}</Link>
        <Link href={`${here}/trash`}>{sandbox.trash}</Link>
      </p>
    </section>
  )
}
