import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { fillPrompt } from './prompt'
import type { PromptFields } from './prompt-fields'

/** What members will see of a prompt, beside the form. */
export function PromptPreview({ fields }: { fields: PromptFields }) {
  const words = useWords(promptFormWords)
  const defaults = Object.fromEntries(
    fields.variables.map(({ name, defaultValue }) => [name, defaultValue]),
  )
  return (
    <div className="grid gap-3">
      <p className="text-lg font-semibold" dir="auto">
        {fields.title || words.previewTitle}
      </p>
      {fields.summary && <p dir="auto">{fields.summary}</p>}
      {fields.variables.length > 0 && (
        <ul className="list-disc ps-5">
          {fields.variables.map(({ name, label }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are written.
            <li key={at} dir="auto">
              {label || name || words.previewLabel}
            </li>
          ))}
        </ul>
      )}
      <p className="whitespace-pre-wrap" dir="auto">
        {fillPrompt(fields, defaults) || words.previewBody}
      </p>
    </div>
  )
}
