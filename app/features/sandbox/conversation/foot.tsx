import { type ReactNode, useId } from 'react'
import { Label } from '~/ui/atoms/field-parts'
import { TextArea } from '~/ui/atoms/inputs'
import { useWords } from '~/ui/strings'
import { sandboxWords } from '~/ui/strings/sandbox'

/** What stands in the composer's place where nothing can be written. */
export function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="composer">
      <div className="column grid gap-2 py-1">{children}</div>
    </div>
  )
}

/** Words that could not be sent and must not be lost: to be copied. */
export function NotSent({ text }: { text: string }) {
  const sandbox = useWords(sandboxWords)
  const id = useId()
  if (!text) return null
  return (
    <div className="field">
      <Label htmlFor={id}>{sandbox.notSent}</Label>
      <TextArea id={id} readOnly defaultValue={text} />
    </div>
  )
}
