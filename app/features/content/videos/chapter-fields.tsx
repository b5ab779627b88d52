import { useEffect, useRef } from 'react'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { TextField } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { videoFormWords } from '~/ui/strings/video-form'
import { controlId } from '../form/kind-form'
import type { Chapter } from './video'

interface ChapterFieldsProps {
  chapter: Chapter
  at: number
  problems: Record<string, string | undefined>
  /** Whether the last post was about this one: the focus comes here. */
  changed: boolean
}

/** Where one chapter begins, and what it is called. */
export function ChapterFields({ chapter, at, problems, changed }: ChapterFieldsProps) {
  const words = useWords(videoFormWords)
  const ref = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (changed) ref.current?.focus()
  }, [changed])
  const part = (field: keyof Chapter) => {
    const name = `chapters[${at}].${field}`
    return { name, id: controlId('video', name), errors: problems[name] }
  }
  const [start, title] = [part('at'), part('title')]
  return (
    <fieldset
      ref={ref}
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: at load, without JavaScript, this is what was changed.
      autoFocus={changed}
    >
      <legend className="sr-only">{words.chapterNumber(at + 1)}</legend>
      <div className="chapter-fields">
        <Field id={start.id} label={words.chapterStart} errors={start.errors}>
          {(wired) => (
            <TextField
              name={start.name}
              defaultValue={chapter.at}
              autoComplete="off"
              placeholder="4:12"
              aria-required
              {...wired}
            />
          )}
        </Field>
        <Field id={title.id} label={words.chapterTitle} errors={title.errors}>
          {(wired) => (
            <TextField
              name={title.name}
              defaultValue={chapter.title}
              autoComplete="off"
              aria-required
              {...wired}
            />
          )}
        </Field>
        <div>
          <Button name="intent" value={`chapters.remove.${at}`} variant="quiet" formNoValidate>
            {words.remove}
            <VisuallyHidden> {chapter.title || words.chapterNumber(at + 1)}</VisuallyHidden>
          </Button>
        </div>
      </div>
    </fieldset>
  )
}
