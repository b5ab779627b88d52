import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useHydrated } from '~/ui/hydrated'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { addToolsWords } from '~/ui/strings/add-tools'
import { entryOf } from '~/ui/strings/catalogue'
import { messageFilesWords } from '~/ui/strings/message-files'
import { addPath } from '../conversation/conversation'
import type { GivenDocument } from './given-documents'
import { GivenList } from './given-list'
import { filesPath } from './message-files'
import { useDroppedFiles } from './use-dropped-files'

/** What a conversation was given, and the way to what can be added to it. */
export function AddTools({
  slug,
  id,
  given,
  waiting,
  empty,
}: {
  slug: string
  id: string
  given: GivenDocument[]
  waiting: string[] | null
  /** Whether nothing was said in it yet. */
  empty: boolean
}) {
  const words = useWords(addToolsWords)
  const files = useWords(messageFilesWords)
  const hydrated = useHydrated()
  const { wrong, sending } = useDroppedFiles(waiting && filesPath(slug, id))
  const list = <GivenList slug={slug} id={id} given={given} from="talk" />
  return (
    <div className="column">
      {wrong !== null && !sending && (
        <Flash tone="wrong">{entryOf(files.wrong, wrong) ?? files.wrong.unexpected}</Flash>
      )}
      {/* Several would take the room that a phone has for the conversation. */}
      {given.length > 1 ? (
        <Disclosure summary={words.readsSome(given.length)}>{list}</Disclosure>
      ) : (
        given.length > 0 && list
      )}
      {empty && <p className="mb-4">{words.nothingSaid}</p>}
      {waiting !== null && waiting.length > 0 && (
        <p className="hint">
          {words.waits} <bdi>{words.names(waiting)}</bdi>
        </p>
      )}
      <p className="hint" role="status">
        {sending && words.attaching}
      </p>
      <p className="hint tags">
        <Link href={addPath(slug, id)}>{words.add}</Link>
        {waiting && (
          <Link href={filesPath(slug, id)}>
            {waiting.length > 0 ? words.changeFiles : words.attach}
          </Link>
        )}
        {/* A script keeps it as it is typed. */}
        {!hydrated && (
          <Button form="composer" name="instead" value="draft" formNoValidate variant="quiet" small>
            {words.keepDraft}
          </Button>
        )}
      </p>
    </div>
  )
}
