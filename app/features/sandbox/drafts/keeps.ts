/** Whether a button keeps what is typed, and sends no message. */
export const keeps = (submitter: HTMLElement | null) =>
  (submitter as HTMLButtonElement | null)?.formNoValidate
