import { useParams, useRouteError } from '@remix-run/react'
import { deskPath, libraryPath, type OfferedKind } from '~/features/content/kinds'
import { ButtonLink } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { errorsWords } from '~/ui/strings/errors'
import { kindsWords } from '~/ui/strings/kinds'
import { ProblemBoundary, toProblem } from '../problem-page'

/** An item that is not there leads to those that are; any other problem reads as everywhere. */
export function ItemProblem({ kind, room }: { kind: OfferedKind; room: 'library' | 'admin' }) {
  const error = useRouteError()
  const { community = '' } = useParams()
  const errors = useWords(errorsWords)
  const { code, requestId } = toProblem(error)
  const { missing } = useWords(kindsWords)
  const text = entryOf(errors.byCode, code) ?? missing
  if (!code.endsWith('.not-found')) return <ProblemBoundary />
  const list = room === 'admin' ? deskPath(community, kind) : libraryPath(community, kind)
  return (
    <main id="content" className="page page-narrow">
      <h1>{text.title}</h1>
      <p className="lede mt-2">{text.detail}</p>
      <p className="buttons mt-6">
        <ButtonLink variant="primary" href={list}>
          {kind === 'agent' ? errors.agents : missing.way}
        </ButtonLink>
      </p>
      <p className="hint mt-6">
        {errors.quoteId} <code>{requestId}</code>
      </p>
    </main>
  )
}
