import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import type { Moment } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { sharedCopiesWords } from '~/ui/strings/shared-copies'
import { type CopyLine, copiesPath } from '../sharing/shared'
import { optionsPath } from './conversation'

export type ShownCopy = Omit<CopyLine, 'at'> & { time: Moment }

/** Copies that one shares, each with the way to revoke it. */
export function CopyRows({ slug, copies }: { slug: string; copies: ShownCopy[] }) {
  const words = useWords(sharedCopiesWords)
  const { Form } = useElements()
  return (
    <ul className="rows">
      {copies.map(({ id, conversationId, title, audience, time }) => (
        <li key={id} className="row">
          <div className="row-text">
            <p className="row-title" dir="auto">
              <Link href={optionsPath(slug, conversationId)}>{title}</Link>
            </p>
            <p>
              {words.audience[audience]}, <Time {...time} />
            </p>
          </div>
          <Form method="post" action={copiesPath(slug)}>
            <input type="hidden" name="copy" value={id} />
            <Button icon="close" aria-label={words.revokeOf(title)}>
              {words.revoke}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}
