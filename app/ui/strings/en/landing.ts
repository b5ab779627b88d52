/** The landing page. */
export const words = {
  metaTitle: 'AI GYM: where a community trains with AI',
  title: 'Where your community trains with AI',
  lede: 'Coaches make agents that know your work. Members practise with them, in conversations that are kept. You learn by doing it, together.',
  start: 'Create an account',
  already: 'Been here before?',
  signIn: 'Sign in',
  pictureAlt:
    'A conversation in the sandbox: a question, the answer of an agent, and the box for the next message.',
  pictureCaption: 'The sandbox, where you practise.',
  howTitle: 'How training goes',
  how: [
    {
      title: 'A coach makes an agent',
      text: 'In a plain form: what it is for, how it should answer, what to ask it first. No code.',
    },
    {
      title: 'You talk with it',
      text: 'Pick an agent, write, and read the answer as it comes. It works on any phone, even where scripts do not.',
    },
    {
      title: 'The conversation stays',
      text: 'Come back tomorrow and go on where you were. The page always says who can read it.',
    },
  ],
  whoTitle: 'Who trains here',
  who: [
    {
      title: 'Members',
      text: 'People of a company, a school or a club who want to get better at working with AI. You need no experience.',
    },
    {
      title: 'Coaches',
      text: 'They know the work, and decide which agents their community trains with.',
    },
    {
      title: 'Those who run it',
      text: 'Each community is kept apart from every other. The database itself sees to that.',
    },
  ],
}
