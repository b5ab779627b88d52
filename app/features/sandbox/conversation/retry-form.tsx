import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { messageToolsWords } from '~/ui/strings/message-tools'

/** Whether asking the same again may end otherwise than with this failure. */
export const mayTryAgain = (failure: string | null) => failure !== 'ai.too-long'

/** Asks for another answer to the same message, or for one that goes on from where this broke off. */
export function RetryForm({
  action,
  answerId,
  postKey,
  intent = 'retry',
  quiet = false,
  label,
}: {
  action: string
  answerId: string
  postKey: string
  intent?: 'retry' | 'continue'
  /** There was an answer; nobody has to ask again. */
  quiet?: boolean
  /** What it is called otherwise. */
  label?: string | undefined
}) {
  const words = useWords(messageToolsWords)
  const { Form } = useElements()
  return (
    <Form method="post" action={action}>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="answer" value={answerId} />
      <input type="hidden" name="post_key" value={postKey} />
      <Button
        small
        variant={quiet ? 'quiet' : 'secondary'}
        icon={intent === 'retry' ? 'retry' : 'forward'}
      >
        {label ?? (intent === 'continue' ? words.goOn : quiet ? words.again : words.tryAgain)}
      </Button>
    </Form>
  )
}
