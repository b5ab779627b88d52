/** What a form's action answers when it could not go on. Codes; the words are in the catalogue. */
export interface FormReply {
  /** What was entered, secrets left out. */
  values: Record<string, string>
  /** A code for each field that is wrong. */
  errors: Record<string, string>
  /** What is wrong with the whole. */
  problem: string | null
  /** Seconds until another try makes sense. */
  retryAfter: number | null
}
