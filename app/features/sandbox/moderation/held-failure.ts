/** Whether an answer's failure says that something is held: there is nothing to try again. */
export const isHeld = (failure: string | null): boolean =>
  Boolean(failure?.startsWith('held.')) && failure !== 'held.released'

/** Where its author reads why, below the address of its conversation or run. */
export const heldBelow = (place: string, id: string) => `${place}/held/${id}`
