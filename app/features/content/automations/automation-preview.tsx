import { useWords } from '~/ui/strings'
import { automationStepsWords } from '~/ui/strings/automation-steps'
import type { AutomationFields } from './automation'

/** What members will see of an automation, beside the form. */
export function AutomationPreview({ fields }: { fields: AutomationFields }) {
  const words = useWords(automationStepsWords)
  const list = (label: string, lines: string[]) =>
    lines.length > 0 && (
      <>
        <p className="label">{label}</p>
        <ol className="list-decimal ps-5">
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike while they are written.
            <li key={at} dir="auto">
              {line}
            </li>
          ))}
        </ol>
      </>
    )
  return (
    <div className="grid gap-3">
      <p className="text-lg font-semibold" dir="auto">
        {fields.title || words.previewTitle}
      </p>
      {fields.summary && <p dir="auto">{fields.summary}</p>}
      {list(
        words.previewAsks,
        fields.variables.map(({ label }) => label || words.previewQuestion),
      )}
      {list(
        words.previewGives,
        fields.steps.map(({ title }) => title || words.previewStep),
      )}
    </div>
  )
}
