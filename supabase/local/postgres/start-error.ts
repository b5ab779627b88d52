/**
 * Something a person can put right: the message is one line that says what happened and what to do.
 * The starter prints it as it is, without a stack.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}
