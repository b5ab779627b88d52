import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { heldNewsWords } from '~/ui/strings/held-news'

/** Has what a coach let through answered, from wherever it is told, in one press. */
export function AskAgain({
  action,
  title,
  answer,
  postKey,
}: {
  /** The page of the conversation. */
  action: string
  title: string
  /** The answer that did not come. */
  answer: string
  postKey: string
}) {
  const words = useWords(heldNewsWords)
  const { Form } = useElements()
  return (
    <Form method="post" action={action}>
      <input type="hidden" name="intent" value="retry" />
      <input type="hidden" name="answer" value={answer} />
      <input type="hidden" name="post_key" value={postKey} />
      <Button icon="retry" aria-label={words.askOf(title)}>
        {words.ask}
      </Button>
    </Form>
  )
}
