interface Key {
  key: string
  shiftKey: boolean
  /** A Chinese, Japanese or Korean word is being put together: this Enter belongs to it. */
  isComposing: boolean
}

/**
 * Whether a key pressed in the message box means "send".
 *
 * @param coarse the person points with a thumb, whose keyboard has no Shift to hold: there Enter
 *   stays a new line
 */
export function asksToSend({ key, shiftKey, isComposing }: Key, coarse: boolean): boolean {
  if (key !== 'Enter' || shiftKey || isComposing) return false
  return !coarse
}
