import { Button } from '~/ui/atoms/button'
import { TextArea, TextField } from '~/ui/atoms/inputs'
import { late } from '~/ui/late'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Field } from '~/ui/molecules/field'
import { FormSection } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { videoFormWords } from '~/ui/strings/video-form'
import { firstCodes } from '../form/first-codes'
import { AboutSection } from '../form/item-fields'
import { controlId, type FieldsProps, type KindForm } from '../form/kind-form'
import { useSaid } from '../form/use-said'
import { ChapterFields } from './chapter-fields'
import { LIMITS, type VideoFields } from './video'
import { videoEntered } from './video-entered'
import { videoParts } from './video-parts'
import { VideoPreview } from './video-preview'

const limits: Record<string, number> = {
  'address.long': LIMITS.address,
  'chapter.long': LIMITS.chapter,
  'transcript.long': LIMITS.transcript,
}

/** The form in which coaches make a video. */
export const videoForm: KindForm<VideoFields> = {
  kind: 'video',
  order: ['title', 'summary', 'tags', 'address', 'length', 'chapters', 'transcript'],
  fieldsOf: videoEntered,
  async loadCheck() {
    const { parseVideoForm } = await import('./video-form-data')
    return (form) => firstCodes(parseVideoForm(form).reply().error)
  },
  Fields,
  Preview: late(import.meta.env.SSR ? VideoPreview : null, () =>
    import('./video-preview').then((m) => m.VideoPreview),
  ),
  useSay() {
    return useSaid('video', useWords(videoFormWords).problems, limits)
  },
  parts: videoParts,
}

function Fields({ values, problems, changed }: FieldsProps<VideoFields>) {
  const words = useWords(videoFormWords)
  const { chapters } = values
  return (
    <>
      <AboutSection kind="video" values={values} problems={problems} words={words} />
      <FormSection title={words.video}>
        <Field
          id={controlId('video', 'address')}
          label={words.address}
          hint={words.addressHint}
          errors={problems.address}
        >
          {(wired) => (
            <TextField
              type="url"
              inputMode="url"
              name="address"
              defaultValue={values.address}
              autoComplete="off"
              {...wired}
            />
          )}
        </Field>
        <Field
          id={controlId('video', 'length')}
          label={words.length}
          hint={words.lengthHint}
          errors={problems.length}
          optional
        >
          {(wired) => (
            <TextField
              name="length"
              defaultValue={values.length}
              autoComplete="off"
              className="max-w-40"
              {...wired}
            />
          )}
        </Field>
      </FormSection>
      <FormSection title={words.chapters} note={words.chaptersNote}>
        {chapters.length > 0 && (
          <ol className="grid gap-2">
            {chapters.map((chapter, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what tells it apart.
              <li key={at}>
                <ChapterFields
                  chapter={chapter}
                  at={at}
                  problems={problems}
                  changed={changed === `chapters[${at}]`}
                />
              </li>
            ))}
          </ol>
        )}
        <div className="buttons mt-4" id={controlId('video', 'chapters')} tabIndex={-1}>
          <Button name="intent" value="chapters.add" icon="plus" formNoValidate>
            {words.addChapter}
          </Button>
        </div>
        {problems.chapters && <p className="field-error">{problems.chapters}</p>}
      </FormSection>
      <FormSection title={words.said}>
        <Field
          id={controlId('video', 'transcript')}
          label={words.transcript}
          hint={words.transcriptHint}
          errors={problems.transcript}
          optional
        >
          {(wired) => (
            <TextArea
              name="transcript"
              rows={12}
              defaultValue={values.transcript}
              spellCheck={false}
              {...wired}
            />
          )}
        </Field>
        <Disclosure summary={words.help}>
          <p>{words.helpCaptions}</p>
          <pre className="my-3 overflow-x-auto">
            <code>{words.sampleCaptions}</code>
          </pre>
          <p>{words.helpPlain}</p>
        </Disclosure>
      </FormSection>
    </>
  )
}
