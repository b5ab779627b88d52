/** A page of a film: what stands on it, and what the captions say. */
export interface Slide {
  heading: string
  said: string
}

export interface Film {
  name: string
  title: string
  summary: string
  tags: string[]
  slides: Slide[]
}

/** Seconds that each page stands. */
export const SLIDE_SECONDS = 6

/** Short films without sound: `make-films.ts` draws them, and what it made lies in `films/`. */
export const films: Film[] = [
  {
    name: 'four-lines',
    title: 'Four lines for a better prompt',
    summary: 'Who reads it, what for, what is in it, what it looks like.',
    tags: ['Prompts', 'Beginners'],
    slides: [
      { heading: 'Four lines', said: 'Most weak answers come from prompts that leave things out.' },
      {
        heading: '1  Who reads it?',
        said: 'Say who reads the result: a customer, a colleague, a child.',
      },
      { heading: '2  What for?', said: 'Say what it is for: to decide, to learn, to sign.' },
      { heading: '3  What is in it?', said: 'Say which facts must be in it, and what must not.' },
      {
        heading: '4  What does it look like?',
        said: 'Say how long it is, and whether it is a list, a table or a letter.',
      },
    ],
  },
  {
    name: 'next-word',
    title: 'How a model picks the next word',
    summary: 'Likely words, a little chance, one after the other.',
    tags: ['Beginners', 'Learning'],
    slides: [
      { heading: 'The cat sat on the …', said: 'A language model adds one word after the other.' },
      { heading: 'mat 61 %   sofa 18 %', said: 'Each word that could follow gets a chance.' },
      { heading: 'Low temperature', said: 'With a low temperature it takes the likeliest word.' },
      {
        heading: 'High temperature',
        said: 'With a high one it sometimes takes another, and surprises.',
      },
    ],
  },
  {
    name: 'check-it',
    title: 'Check an answer: the routine',
    summary: 'Mark, ask, look up, write down.',
    tags: ['Checking'],
    slides: [
      { heading: 'Mark', said: 'Mark each number, name, date and quotation.' },
      {
        heading: 'Ask',
        said: 'Ask of each what happens if it is wrong, and strike out what does not matter.',
      },
      { heading: 'Look up', said: 'Look up the rest in a place that is not an AI.' },
      { heading: 'Write down', said: 'Write down what you checked, for those who rely on it.' },
    ],
  },
  {
    name: 'keep-out',
    title: 'What stays out of a conversation',
    summary: 'Four things that are never pasted, and what to write instead.',
    tags: ['Safety', 'Beginners'],
    slides: [
      { heading: 'Keep out', said: 'What you paste leaves your desk. Decide before.' },
      { heading: 'Passwords and keys', said: 'Never paste passwords, keys or card numbers.' },
      { heading: 'People by name', said: 'Write the customer, or Person A, instead of a name.' },
      {
        heading: 'One paragraph',
        said: 'Instead of a whole contract, paste the paragraph you ask about.',
      },
    ],
  },
  {
    name: 'first-draft',
    title: 'The first answer is a draft',
    summary: 'Three sentences that make the second answer better.',
    tags: ['Prompts', 'Writing'],
    slides: [
      { heading: 'A draft', said: 'Do not take the first answer. Go on talking.' },
      { heading: 'Shorter.', said: 'Say: shorter, half of it.' },
      {
        heading: 'The second point first.',
        said: 'Say what matters most, and that it comes first.',
      },
      { heading: 'Not so solemn.', said: 'Say how it should sound.' },
    ],
  },
  {
    name: 'ask-back',
    title: 'Let it ask you',
    summary: 'One sentence that turns an answer into a conversation.',
    tags: ['Thinking', 'Prompts'],
    slides: [
      { heading: 'Let it ask', said: 'You know more than you wrote. Let the agent ask for it.' },
      {
        heading: 'Ask me first.',
        said: 'End your prompt with: ask me three questions before you begin.',
      },
      { heading: 'Answer briefly', said: 'Answer in a few words each. Then let it write.' },
    ],
  },
]
