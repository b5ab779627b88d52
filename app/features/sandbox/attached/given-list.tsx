import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { addToolsWords } from '~/ui/strings/add-tools'
import { addPath } from '../conversation/conversation'
import type { GivenDocument } from './given-documents'

/** The documents that the agent reads with each question, each with the way to take it back. */
export function GivenList({
  slug,
  id,
  given,
  from,
}: {
  slug: string
  id: string
  given: GivenDocument[]
  /** The page that taking one back leads to again. */
  from: 'talk' | 'list'
}) {
  const words = useWords(addToolsWords)
  const { Form } = useElements()
  return (
    <ul className="tags items-center" aria-label={words.reads}>
      <li className="hint">{`${words.reads}:`}</li>
      {given.map((document) => (
        <li key={document.id} className="flex flex-wrap items-center gap-1">
          {document.title === null ? (
            <span className="hint">{words.gone}</span>
          ) : (
            <Link href={`/c/${slug}/documents/${document.id}`} dir="auto">
              {document.title}
            </Link>
          )}
          <Form method="post" action={addPath(slug, id)}>
            <input type="hidden" name="document" value={document.id} />
            <input type="hidden" name="from" value={from} />
            <Button
              name="intent"
              value="detach"
              small
              variant="quiet"
              icon="close"
              aria-label={words.removeNamed(document.title ?? words.gone)}
            >
              {words.remove}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}
