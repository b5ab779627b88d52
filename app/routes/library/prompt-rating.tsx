import { useFetcher } from '@remix-run/react'
import type { PromptTally } from '~/features/content/prompts/prompt-ratings.server'
import { Button } from '~/ui/atoms/button'
import { useWords } from '~/ui/strings'
import { promptsWords } from '~/ui/strings/prompts'

/** What a prompt's form of its own posts, and what it means. */
export const RATINGS: Readonly<Record<string, boolean | null>> = {
  good: true,
  bad: false,
  'take-back': null,
}

/** How often a prompt was used, and whether it helped: members say so, once each. */
export function PromptRating({ tally, mine, member }: PromptTally & { member: boolean }) {
  const words = useWords(promptsWords)
  const { Form } = useFetcher()
  return (
    <section className="mt-8" aria-labelledby="rating">
      <h2 id="rating">{words.rating}</h2>
      <p className="hint mt-2">{words.tally(tally ?? { uses: 0, good: 0, bad: 0 })}</p>
      {member && (
        <Form method="post" className="buttons mt-4">
          <Button name="intent" value="good" icon="good" aria-pressed={mine === true}>
            {words.good}
          </Button>
          <Button name="intent" value="bad" icon="wrong" aria-pressed={mine === false}>
            {words.bad}
          </Button>
          {mine !== null && (
            <Button name="intent" value="take-back" variant="quiet">
              {words.takeBack}
            </Button>
          )}
        </Form>
      )}
    </section>
  )
}
