/** An agent that is tried out beside its form, before anybody else can see it. */
export const words = {
  title: 'Try it',
  hint: 'Ask as the form stands. Only you see it, nothing is kept; it counts towards what you may use.',
  hintKnows:
    'Ask as the form stands, without its documents. Only you see it, nothing is kept; it counts towards what you may use.',
  question: 'Your question',
  ask: 'Ask it',
  asking: 'It answers. That may take up to a minute.',
  asked: (question: string) => `You asked: ${question}`,
  unsent: 'Your question could not be sent. What you entered is still here: ask again in a moment.',
}
