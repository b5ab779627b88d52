import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { keepInOrderWords } from '~/ui/strings/keep-in-order'

/** Another name for a folder; one that is another folder's puts them together, none empties it. */
export function FolderRename({
  action,
  folder,
  refused,
}: {
  /** The page that lists the folder. */
  action: string
  folder: string
  /** What was written as a folder's name and can't be one. */
  refused: string | null
}) {
  const words = useWords(keepInOrderWords)
  const { Form } = useElements()
  return (
    <Disclosure summary={words.rename.title} open={refused !== null}>
      <Form method="post" action={action} className="max-w-md">
        <input type="hidden" name="intent" value="rename" />
        <input type="hidden" name="folder" value={folder} />
        <Field
          id="name"
          label={words.rename.name}
          hint={words.rename.hint}
          errors={refused === null ? null : words.wrong.folder}
        >
          {(wired) => (
            <TextField name="name" autoComplete="off" defaultValue={refused ?? folder} {...wired} />
          )}
        </Field>
        <Button>{words.rename.save}</Button>
      </Form>
    </Disclosure>
  )
}
