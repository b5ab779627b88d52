/** The keys that a conversation's page knows, and what they do. */
export const words = {
  title: 'Keyboard shortcuts',
  keys: [
    ['Enter', 'Send'],
    ['Shift + Enter', 'New line'],
    ['Alt + Shift + M', 'Go to the message'],
    ['Alt + Shift + S', 'Stop the answer'],
    ['Alt + Shift + R', 'Read the newest answer aloud, or stop'],
    ['Alt + Shift + K', 'Show this list'],
  ] as [string, string][],
}
