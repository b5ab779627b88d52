/** Where an answer stands while it waits for its turn. Said by the server: no page carries it. */
export const words = {
  next: 'You are next. The answer begins by itself.',
  before: (people: number) =>
    people === 1
      ? '1 person is before you. The answer begins by itself when it is your turn.'
      : `${people} people are before you. The answer begins by itself when it is your turn.`,
  own: 'Other answers of yours are still being made. This one begins by itself when one of them has ended.',
}
