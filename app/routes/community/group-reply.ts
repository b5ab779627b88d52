import type { FormReply } from '../form-reply'

/** What the page of a group gets back when something was not done. */
export interface GroupReply {
  /** A name or a description that was refused. */
  form: FormReply | null
  /** Addresses that were refused. */
  emails: {
    entered: string
    code: string | null
    /** Those that belong to no member. */
    unknown: string[]
  } | null
}
