/** What an error page is told; the words come from the catalogue. */
export interface Problem {
  code: string
  requestId: string
  /** Seconds until another try makes sense. */
  retryAfter?: number
}

/** Whether what a loader or action threw was made by their guard. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'requestId' in value
}
