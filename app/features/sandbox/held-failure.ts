/** Whether an answer's failure says that something is held: there is nothing to try again. */
export const isHeld = (failure: string | null): boolean =>
  Boolean(failure?.startsWith('held.')) && failure !== 'held.released'

/** Where its author reads why, below the address of its conversation. */
export const heldBelow = (conversation: string, answerId: string) =>
  `${conversation}/held/${answerId}`
