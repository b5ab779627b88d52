import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { keepInOrderWords } from '~/ui/strings/keep-in-order'
import { allMinePath, optionsPath } from '../conversation/conversation'
import type { Talk } from './find-talk.server'
import { OrderForms } from './order-forms'

/** Where a conversation stands among one's others: pinned, laid away, in a folder. */
export function KeepSection({
  slug,
  talk,
  folders,
  refused,
}: {
  slug: string
  talk: Talk
  folders: string[]
  /** What was written as a folder's name and can't be one. */
  refused: string | null
}) {
  const words = useWords(keepInOrderWords)
  const { Form } = useElements()
  const here = optionsPath(slug, talk.id)
  return (
    <section className="mb-8">
      <h2>{words.keep.title}</h2>
      <p className="mb-4">{words.keep.text}</p>
      <OrderForms slug={slug} talk={talk} back={here} />
      <Form method="post" action={here} className="mt-4">
        <input type="hidden" name="intent" value="folder" />
        <datalist id="folders">
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
        <Field
          id="folder"
          label={words.keep.folder}
          hint={words.keep.folderHint}
          errors={refused === null ? null : words.wrong.folder}
        >
          {(wired) => (
            <TextField
              name="folder"
              list="folders"
              autoComplete="off"
              defaultValue={refused ?? talk.folder ?? ''}
              {...wired}
            />
          )}
        </Field>
        <Button>{words.keep.save}</Button>
      </Form>
      <p className="mt-4">
        <Link href={allMinePath(slug)}>{words.keep.all}</Link>
      </p>
    </section>
  )
}
