/** What whoever writes has to know first. Said by the server: no page carries them all. */
export const words = {
  practice:
    'No model is connected here. A practice partner with set sentences answers, so that you can try the page.',
  review: 'A coach reads each message here before it is answered.',
  service: 'A service outside AI GYM looks at each message here before it is answered.',
  reviewRuns: 'A coach reads what you enter here before a model is asked.',
  serviceRuns: 'A service outside AI GYM looks at what you enter here before a model is asked.',
  triedOut:
    'Coaches are trying out two ways in which this agent answers, and you get one of them. They see figures and ratings of each.',
  heldFiles: (names: readonly string[]) =>
    `Held, and going with no message: ${names.join(', ')}. What you can do stands where you attach files.`,
  off: 'The sandbox is switched off for now. What was said before can be read; nothing new can be asked.',
}
