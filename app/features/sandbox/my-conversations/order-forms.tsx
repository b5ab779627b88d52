import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { keepInOrderWords } from '~/ui/strings/keep-in-order'
import { allMinePath } from '../conversation/conversation'

/** Pins a conversation or lays it away, and the ways back. */
export function OrderForms({
  slug,
  talk: { id, title, pinned, archived },
  back,
}: {
  slug: string
  talk: { id: string; title: string; pinned: boolean; archived: boolean }
  /** Where it leads afterwards, within this site. */
  back: string
}) {
  const words = useWords(keepInOrderWords)
  const { Form } = useElements()
  return (
    <Form method="post" action={allMinePath(slug)} className="buttons">
      <input type="hidden" name="conversation" value={id} />
      <input type="hidden" name="back" value={back} />
      {pinned ? (
        <Button name="intent" value="unpin" icon="star" aria-label={words.unpinOf(title)}>
          {words.unpin}
        </Button>
      ) : (
        <Button name="intent" value="pin" icon="star" aria-label={words.pinOf(title)}>
          {words.pin}
        </Button>
      )}
      {archived ? (
        <Button name="intent" value="unarchive" icon="undo" aria-label={words.backOf(title)}>
          {words.back}
        </Button>
      ) : (
        <Button name="intent" value="archive" icon="archive" aria-label={words.archiveOf(title)}>
          {words.archive}
        </Button>
      )}
    </Form>
  )
}
