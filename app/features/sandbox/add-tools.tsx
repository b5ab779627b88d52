import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { addToolsWords } from '~/ui/strings/add-tools'
import { addPath } from './conversation'

/** The way from a conversation to what can be added to it. */
export function AddTools({ slug, id }: { slug: string; id: string }) {
  const words = useWords(addToolsWords)
  return (
    <p className="hint">
      <Link href={addPath(slug, id)}>{words.add}</Link>
    </p>
  )
}
