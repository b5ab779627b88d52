/** How what was held stands, where its author looks: in lists of conversations, on the dashboard. */
export const words = {
  title: 'A coach has looked',
  mark: {
    waiting: 'Held back',
    refused: 'Not taken',
    kept: 'Kept held',
    released: 'Let through',
    again: 'Let through: ask again',
  },
  ask: 'Ask again',
  askOf: (title: string) => `Ask again: ${title}`,
}
