import type { ReactNode } from 'react'
import { Progress } from '../atoms/progress'
import { Field } from './field'
import { type CurrentFile, FileShown } from './file-shown'

interface FileFieldProps {
  id: string
  name: string
  label: ReactNode
  hint?: ReactNode
  errors?: string | string[] | null | undefined
  /** Endings that the browser offers. */
  accept?: string
  current?: CurrentFile | null
  /** How far an upload is, in any unit; the words say it. */
  progress?: { value: number; max: number; label: string } | null
  /** Hears what was chosen, where a script listens. */
  onChoose?: (file: File | null) => void
}

/** Chooses a file: the browser's own field, so that it works without a script. */
export function FileField({
  id,
  name,
  label,
  hint,
  errors,
  accept,
  current,
  progress,
  onChoose,
}: FileFieldProps) {
  return (
    <>
      {current && <FileShown {...current} />}
      <Field id={id} label={label} hint={hint} errors={errors}>
        {(wired) => (
          <input
            type="file"
            name={name}
            accept={accept}
            className="input file-input"
            onChange={(event) => onChoose?.(event.currentTarget.files?.[0] ?? null)}
            {...wired}
          />
        )}
      </Field>
      {progress && <Progress {...progress} />}
    </>
  )
}
