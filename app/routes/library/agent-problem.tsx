import { useParams, useRouteError } from '@remix-run/react'
import { ButtonLink } from '~/ui/atoms/button'
import { useStrings } from '~/ui/strings'
import { ProblemBoundary, toProblem } from '../problem-page'

/** An agent that is not there leads to those that are; any other problem reads as everywhere. */
export function AgentProblem({ list }: { list: 'agents' | 'admin/agents' }) {
  const error = useRouteError()
  const { community } = useParams()
  const { agents, errors } = useStrings()
  const { code, requestId } = toProblem(error)
  const text = errors.byCode[code]
  if (code !== 'agent.not-found' || !text) return <ProblemBoundary />
  return (
    <main id="content" className="page page-narrow">
      <h1>{text.title}</h1>
      <p className="lede">{text.detail}</p>
      <p className="buttons">
        <ButtonLink variant="primary" href={`/c/${community}/${list}`}>
          {agents.agent.others}
        </ButtonLink>
      </p>
      <p className="hint">
        {errors.quoteId} <code>{requestId}</code>
      </p>
    </main>
  )
}
