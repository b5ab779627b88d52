import { type FormEvent, useRef } from 'react'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { useElements } from '~/ui/elements'
import { FileField } from '~/ui/molecules/file-field'
import { FileShown } from '~/ui/molecules/file-shown'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { itemFilesWords } from '~/ui/strings/item-files'
import { filesPath } from '../platform-path'
import { type FilePurpose, purposes } from './file-purposes'
import type { LinkedItemFile } from './item-files.server'
import { useUpload } from './use-upload'

/** What a coach gives an item here: all but what a document was made from. */
export type GivenPurpose = Exclude<FilePurpose, 'source'>

interface ItemFilesProps {
  /** Null: the platform. */
  community: string | null
  item: string
  /** What this kind of item has. */
  purposes: readonly GivenPurpose[]
  files: readonly LinkedItemFile[]
  /** What the last post was refused for. */
  problem?: { purpose: string; code: string } | undefined
  /** Where a post without a script leads back to. */
  back: string
  /** Hears that there is something new to load. */
  onChange: () => void
}

/** The files of an item: what is there, and a field for each thing that may be added. */
export function ItemFiles({ purposes: shown, problem, ...rest }: ItemFilesProps) {
  const told = problem && besideField(problem, shown)
  return (
    <>
      {shown.map((purpose) => (
        <Section
          key={purpose}
          purpose={purpose}
          problem={told?.purpose === purpose ? told.code : undefined}
          {...rest}
        />
      ))}
    </>
  )
}

type Problem = NonNullable<ItemFilesProps['problem']>

/**
 * Where a refusal is told. A post that was made elsewhere may speak of what this kind of item has no
 * field for: that is told where any file goes, and whatever else is wrong with the file, no other of
 * that sort would be taken.
 */
function besideField({ purpose, code }: Problem, shown: readonly GivenPurpose[]): Problem {
  if (shown.some((one) => one === purpose)) return { purpose, code }
  const strange = code.startsWith('file.') && code !== 'file.missing'
  return { purpose: 'attachment', code: strange ? 'file.purpose' : code }
}

type SectionProps = Omit<ItemFilesProps, 'purposes' | 'problem'> & {
  purpose: GivenPurpose
  problem: string | undefined
}

function Section({ purpose, problem, files, ...place }: SectionProps) {
  const words = useWords(itemFilesWords)
  const mine = files.filter((file) => file.purpose === purpose)
  const { title, none } = words.sections[purpose]
  return (
    <section className="form-section" aria-labelledby={`${purpose}-files`}>
      <h2 id={`${purpose}-files`}>{title}</h2>
      {mine.length === 0 ? (
        <p className="hint mb-4">{none}</p>
      ) : (
        <ul className="file-list">
          {mine.map((file) => (
            <li key={file.id}>
              <FileShown
                name={file.name}
                href={file.href}
                detail={words.size(file.bytes)}
                picture={purpose === 'cover' || purpose === 'poster'}
              />
              <Removal file={file} {...place} />
            </li>
          ))}
        </ul>
      )}
      <Upload purpose={purpose} problem={problem} {...place} />
    </section>
  )
}

type Place = Pick<ItemFilesProps, 'community' | 'item' | 'back' | 'onChange'>

function Removal({ file, ...place }: Place & { file: LinkedItemFile }) {
  const { Form } = useElements()
  const words = useWords(itemFilesWords)
  return (
    <Form method="post" action={filesPath(place.community, place.item)}>
      <input type="hidden" name="intent" value="remove" />
      <input type="hidden" name="file" value={file.id} />
      <input type="hidden" name="purpose" value={file.purpose} />
      <input type="hidden" name="back" value={place.back} />
      <Button variant="quiet" small icon="trash">
        {words.remove}
        <VisuallyHidden> {file.name}</VisuallyHidden>
      </Button>
    </Form>
  )
}

function Upload({
  purpose,
  problem,
  ...place
}: Place & { purpose: GivenPurpose; problem: string | undefined }) {
  const words = useWords(itemFilesWords)
  const form = useRef<HTMLFormElement>(null)
  const { stage, start, stop } = useUpload({
    ...place,
    purpose,
    onAdded: () => {
      form.current?.reset()
      place.onChange()
    },
  })
  const { label, hint } = words.sections[purpose]
  const chosen = () => {
    const file = new FormData(form.current ?? undefined).get('file')
    return file instanceof File && file.name !== '' ? file : null
  }

  function send(event: FormEvent) {
    const file = chosen()
    // Without a file the server says what is missing, as it does without a script.
    if (!file) return
    event.preventDefault()
    if (stage.name !== 'going') void start(file)
  }

  const code = stage.name === 'failed' ? stage.code : stage.name === 'idle' ? problem : undefined
  const broken = stage.name === 'failed' && stage.broken
  const said = code && sayOf(words, purpose, code)
  const going = stage.name === 'going'
  return (
    <form
      ref={form}
      method="post"
      action={filesPath(place.community, place.item)}
      encType="multipart/form-data"
      onSubmit={send}
    >
      {/* Before the file: it is looked at while it comes. */}
      <input type="hidden" name="purpose" value={purpose} />
      <input type="hidden" name="back" value={place.back} />
      <FileField
        id={`${purpose}-file`}
        name="file"
        label={label}
        hint={hint}
        errors={broken ? words.interrupted : said}
        accept={purposes[purpose].accept}
        progress={
          going
            ? {
                value: stage.done,
                max: stage.all,
                label:
                  stage.done < stage.all ? words.progress(stage.done, stage.all) : words.finishing,
              }
            : null
        }
      />
      <div className="buttons mt-4">
        <Button aria-disabled={going || undefined}>{broken ? words.goOn : words.upload}</Button>
        {going && (
          <Button type="button" variant="quiet" onClick={stop}>
            {words.stop}
          </Button>
        )}
      </div>
      <p role="status" className="hint">
        {stage.name === 'added' && words.added(stage.file)}
      </p>
    </form>
  )
}

type Words = typeof itemFilesWords.english

/** The words for a code; captions say after a colon which line is wrong. */
function sayOf(words: Words, purpose: GivenPurpose, code: string): string {
  const [name = '', line] = code.split(':')
  const text =
    (name === 'file.type' ? words.wrongType[purpose] : entryOf(words.problems, name)) ??
    words.problems.unexpected
  return line ? words.inLine(line, text) : text
}
