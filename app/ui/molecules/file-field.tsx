import type { ReactNode } from 'react'
import { Link } from '../atoms/link'
import { Progress } from '../atoms/progress'
import { Field } from './field'

/** A file that is there already. */
export interface CurrentFile {
  name: string
  href: string
  /** Its size and the like. */
  detail?: ReactNode
  /** Whether it is a picture to be shown. */
  picture?: boolean
}

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

/** What a file is called, where it is, and what it looks like. */
export function FileShown({ name, href, detail, picture = false }: CurrentFile) {
  return (
    <div className="file-shown">
      {picture && <img className="file-picture" src={href} alt="" loading="lazy" />}
      <div className="file-name">
        <Link href={href}>
          <bdi>{name}</bdi>
        </Link>
        {detail && <span className="hint"> {detail}</span>}
      </div>
    </div>
  )
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
