/** The way from a conversation to what can be added to it. */
export const words = {
  add: 'Add a prompt',
}
