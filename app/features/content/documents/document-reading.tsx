import { type RefObject, useEffect, useState } from 'react'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Progress } from '~/ui/atoms/progress'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { documentsWords } from '~/ui/strings/documents'
import type { ItemProgress } from '../library/item-progress.server'

interface Section {
  id: string
  title: string
}

/** How far the reader is: as it was loaded, and as a script keeps it from then on. */
export function useReading(
  text: RefObject<HTMLElement>,
  { loaded, to, sections }: { loaded: ItemProgress | null; to: string; sections: Section[] },
): ItemProgress | null {
  const [kept, setKept] = useState<ItemProgress | null>(null)
  const ids = sections.map(({ id }) => id).join(' ')
  useEffect(() => {
    setKept(null)
    let end: (() => void) | null = () => {}
    // What keeps one's place comes after the page.
    import('./follow-reading').then(
      ({ followReading }) => {
        if (!end || !text.current) return
        const onKept = (now: ItemProgress | null) => now && setKept(now)
        end = followReading(text.current, { to, sections: ids.split(' '), onKept })
      },
      () => {
        // One can still say so by the button.
      },
    )
    return () => {
      end?.()
      end = null
    }
  }, [text, to, ids])
  return kept ?? loaded
}

/** Leads to the section where the reader stopped. */
export function GoOn({
  progress,
  sections,
}: {
  progress: ItemProgress | null
  sections: Section[]
}) {
  const words = useWords(documentsWords)
  const section = progress && !progress.completed && sections[progress.reached - 1]
  if (!section || progress.reached < 2) return null
  return (
    <p className="mt-4 print:hidden">
      <Link href={`#${encodeURIComponent(section.id)}`}>{words.goOn(section.title)}</Link>
    </p>
  )
}

/** How far a person is, and what they can say of it themselves. */
export function DocumentReading({ progress }: { progress: ItemProgress | null }) {
  const words = useWords(documentsWords)
  const { Form } = useElements()
  const done = progress?.completed ?? false
  const percent = Math.floor((progress?.share ?? 0) * 100)
  const said = done ? words.completed : percent > 0 ? words.share(percent) : words.notBegun
  return (
    <section className="section print:hidden" aria-labelledby="progress">
      <h2 id="progress">{words.progress}</h2>
      <Progress value={done ? 100 : percent} max={100} label={said} />
      <Form method="post" className="mt-4">
        <Button name="intent" value={done ? 'unread' : 'read'} icon={done ? 'undo' : 'check'}>
          {done ? words.markUnread : words.markRead}
        </Button>
      </Form>
    </section>
  )
}
