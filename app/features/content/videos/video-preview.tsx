import { useWords } from '~/ui/strings'
import { videoFormWords } from '~/ui/strings/video-form'
import { sourceOf } from './source'
import type { VideoFields } from './video'

/** What members will see of a video, beside the form. */
export function VideoPreview({ fields }: { fields: VideoFields }) {
  const words = useWords(videoFormWords)
  const source = sourceOf(fields.address)
  return (
    <div className="grid gap-3">
      <p className="text-lg font-semibold" dir="auto">
        {fields.title || words.previewTitle}
      </p>
      {fields.summary && <p dir="auto">{fields.summary}</p>}
      <p className="hint">
        {[fields.length, source && words.previewFrom(source.name)].filter(Boolean).join(' · ') ||
          words.previewNone}
      </p>
      {fields.chapters.length > 0 && (
        <ol className="grid gap-1">
          {fields.chapters.map(({ at, title }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are written.
            <li key={n} className="flex gap-3" dir="auto">
              <span className="tabular-nums text-muted">{at}</span>
              <span>{title}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
