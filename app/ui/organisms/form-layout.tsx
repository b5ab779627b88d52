import type { ReactNode } from 'react'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/** A coach's form on one side, what members will see on the other (below it on a phone). */
export function FormLayout({ children, preview }: { children: ReactNode; preview?: ReactNode }) {
  const { forms } = useWords(commonWords)
  return (
    <div className="form-layout">
      <div>{children}</div>
      {preview && (
        <aside className="form-preview">
          <div className="card">
            <h2 className="eyebrow">{forms.showPreview}</h2>
            {preview}
          </div>
        </aside>
      )}
    </div>
  )
}

/** A part of a form under a plain heading. */
export function FormSection({
  title,
  note,
  children,
}: {
  title: string
  note?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="form-section">
      <h2>{title}</h2>
      {note && <p className="hint">{note}</p>}
      {children}
    </section>
  )
}

/** One save, one publish: at the foot of the form, in view while it is filled in. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="form-actions buttons">{children}</div>
}
