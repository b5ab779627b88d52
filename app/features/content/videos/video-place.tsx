import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { Progress } from '~/ui/atoms/progress'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { videosWords } from '~/ui/strings/videos'
import type { ItemProgress } from '../library/item-progress.server'
import { writeTime } from './time'

interface VideoPlaceProps {
  progress: ItemProgress | null
  /** Where the forms go: the page as it is. */
  action: string
  /** What stands in the field. */
  place: string
  /** What is wrong with it. */
  problem: string | undefined
  /** Whether a script keeps the place by itself, as it can with our own player. */
  follows: boolean
  /** Whether the last try of that did not arrive. */
  lost: boolean
}

/** How far a person is, and what they can say of it themselves. */
export function VideoPlace(props: VideoPlaceProps) {
  const { progress, action, place, problem, follows, lost } = props
  const words = useWords(videosWords)
  const { Form } = useElements()
  const alone = useHydrated() && follows
  const percent = Math.floor((progress?.share ?? 0) * 100)
  const said = !progress
    ? words.notBegun
    : progress.completed
      ? words.completed
      : percent > 0
        ? words.share(percent, writeTime(Math.floor(progress.reached)))
        : progress.reached > 0
          ? words.stopped(writeTime(Math.floor(progress.reached)))
          : words.notBegun
  const done = progress?.completed ?? false
  return (
    <section className="section" aria-labelledby="progress">
      <h2 id="progress">{words.progress}</h2>
      <Progress value={done ? 100 : percent} max={100} label={said} />
      {follows && (
        <p className="hint mb-3" role="status">
          {lost ? words.notKept : alone && words.kept}
        </p>
      )}
      {!alone && (
        <Form method="post" action={action} noValidate>
          <Field id="place" label={words.place} hint={words.placeHint} errors={problem}>
            {(wired) => <TextField name="at" defaultValue={place} autoComplete="off" {...wired} />}
          </Field>
          <Button name="intent" value="place">
            {words.keepPlace}
          </Button>
        </Form>
      )}
      <Form method="post" action={action} className="mt-4">
        <Button name="intent" value={done ? 'unwatched' : 'watched'} icon={done ? 'undo' : 'check'}>
          {done ? words.markUnwatched : words.markWatched}
        </Button>
      </Form>
    </section>
  )
}
