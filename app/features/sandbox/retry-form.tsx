import type { FormEvent } from 'react'
import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { sandboxWords } from '~/ui/strings/sandbox'

/** Asks for another answer to the same message. */
export function RetryForm({
  action,
  answerId,
  postKey,
  onSubmit,
}: {
  action: string
  answerId: string
  postKey: string
  onSubmit?: (event: FormEvent<HTMLFormElement>) => void
}) {
  const sandbox = useWords(sandboxWords)
  const { Form } = useElements()
  return (
    <Form method="post" action={action} onSubmit={onSubmit}>
      <input type="hidden" name="intent" value="retry" />
      <input type="hidden" name="answer" value={answerId} />
      <input type="hidden" name="post_key" value={postKey} />
      <Button small icon="retry">
        {sandbox.tryAgain}
      </Button>
    </Form>
  )
}
