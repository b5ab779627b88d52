import type { Sample } from './sample.ts'

type Type = 'text' | 'long_text' | 'number' | 'date' | 'choice' | 'yes_no'

interface Asked {
  type?: Type
  help?: string
  default?: string
  optional?: true
  options?: string[]
}

/** A question: the word in the text, what is asked, and what differs from a short text that must be there. */
type Question = [name: string, label: string, asked?: Asked]

const variable = ([name, label, asked = {}]: Question, at: number) => ({
  name,
  place: at + 1,
  type: asked.type ?? 'text',
  label,
  help: asked.help ?? '',
  default_value: asked.default ?? '',
  required: !asked.optional,
  options: asked.options ?? [],
})

const prompt = (
  name: string,
  title: string,
  summary: string,
  tags: string[],
  questions: Question[],
  ...lines: string[]
): Sample => ({
  kind: 'prompt',
  name: `prompt ${name}`,
  title: `Sample: ${title}`,
  summary: `A sample prompt. ${summary}`,
  tags,
  own: { body: lines.join('\n'), variables: questions.map(variable) },
})

const tones = { type: 'choice' as const, options: ['warm', 'plain', 'formal'], default: 'plain' }
const text = { type: 'long_text' as const }

export const prompts: Sample[] = [
  prompt(
    'complaint',
    'Answer a complaint',
    'A calm answer that says sorry once and offers one way out.',
    ['Writing', 'Customers'],
    [
      ['complaint', 'What did the customer write?', text],
      ['offer', 'What can you offer?', { help: 'Such as a refund, a new delivery, a call.' }],
      ['tone', 'In which tone?', tones],
    ],
    'Write an answer to this complaint in a {{tone}} tone, of at most 120 words.',
    '',
    'Say sorry once, name what went wrong in the customer’s words, and offer this: {{offer}}. Promise nothing else.',
    '',
    'The complaint:',
    '{{complaint}}',
  ),
  prompt(
    'shorten',
    'Shorten a text',
    'Half as long, with nothing lost that matters.',
    ['Writing'],
    [
      ['text', 'Which text?', text],
      ['words', 'How many words at most?', { type: 'number', default: '100' }],
      ['keep', 'What must stay?', { optional: true, help: 'Names, numbers, a sentence.' }],
    ],
    'Shorten this text to at most {{words}} words. Keep the order of thoughts and all numbers. This must stay: {{keep}}',
    '',
    '{{text}}',
  ),
  prompt(
    'explain',
    'Explain it to a beginner',
    'Two sentences, an example, and what people get wrong.',
    ['Learning', 'Beginners'],
    [
      ['idea', 'Which word or idea?'],
      ['reader', 'Who is it for?', { default: 'somebody in their first week' }],
    ],
    'Explain "{{idea}}" to {{reader}}.',
    '',
    '1. Two sentences without technical words.',
    '2. One example from daily life.',
    '3. One thing that beginners often get wrong.',
  ),
  prompt(
    'agenda',
    'Plan a meeting',
    'An agenda with a goal and a time for each point.',
    ['Teams'],
    [
      ['goal', 'What shall be decided?'],
      ['people', 'Who comes?'],
      ['minutes', 'How many minutes?', { type: 'number', default: '45' }],
      ['day', 'On which day?', { type: 'date' }],
    ],
    'Make an agenda for a meeting on {{day}} of {{minutes}} minutes with {{people}}.',
    '',
    'At its end this is decided: {{goal}}',
    '',
    'Give each point a time, who leads it, and the question that it answers. Leave five minutes for the decision.',
  ),
  prompt(
    'job-advert',
    'Write a job advert',
    'What the work is, before what we ask for.',
    ['Writing', 'Teams'],
    [
      ['job', 'Which job?'],
      ['tasks', 'What does somebody do all day?', text],
      ['must', 'What must they bring?', text],
      ['remote', 'Can it be done from home?', { type: 'yes_no', default: 'yes' }],
    ],
    'Write an advert for the job {{job}}. Begin with a day at work, then what we ask for, then how to apply. Home office: {{remote}}.',
    '',
    'The work:',
    '{{tasks}}',
    '',
    'What must be there:',
    '{{must}}',
    '',
    'No superlatives, no "rockstar", nobody left out by a word.',
  ),
  prompt(
    'quiz',
    'Make a quiz of a text',
    'Questions with answers, for people who have just read it.',
    ['Learning'],
    [
      ['text', 'Which text?', text],
      ['count', 'How many questions?', { type: 'number', default: '5' }],
      [
        'level',
        'How hard?',
        { type: 'choice', options: ['easy', 'middle', 'hard'], default: 'middle' },
      ],
    ],
    'Write {{count}} {{level}} questions about this text, each with three answers of which one is right. Mark the right one, and name the sentence that shows it.',
    '',
    '{{text}}',
  ),
  prompt(
    'compare',
    'Compare two ways',
    'A table, and the question that decides.',
    ['Thinking'],
    [
      ['one', 'The first way'],
      ['other', 'The second way'],
      [
        'matters',
        'What matters to you?',
        { help: 'Three things at most, such as cost, time, quiet.' },
      ],
    ],
    'Compare "{{one}}" with "{{other}}" in a table. A line for each of these: {{matters}}.',
    '',
    'Do not decide. Under the table write the one question whose answer would decide it.',
  ),
  prompt(
    'email',
    'Begin a difficult email',
    'The first three sentences, which are the hardest.',
    ['Writing'],
    [
      ['who', 'Who gets it?'],
      ['news', 'What do they have to know?', text],
      ['tone', 'In which tone?', tones],
    ],
    'Write the first three sentences of an email to {{who}} in a {{tone}} tone. The news stands in the first sentence:',
    '',
    '{{news}}',
  ),
  prompt(
    'plain',
    'Say it in plain language',
    'Short sentences and known words, with the meaning kept.',
    ['Writing', 'Beginners'],
    [
      ['text', 'Which text?', text],
      ['reader', 'Who reads it?', { default: 'everybody' }],
    ],
    'Write this text anew in plain language for {{reader}}. Sentences of at most 15 words, one thought each, no word that needs explaining. Where a word can’t be replaced, explain it in brackets.',
    '',
    '{{text}}',
  ),
  prompt(
    'project',
    'Cut a project into steps',
    'First steps that fit into a day, with what each needs.',
    ['Planning'],
    [
      ['project', 'What is the project?', text],
      ['end', 'When must it be done?', { type: 'date', optional: true }],
    ],
    'Cut this project into at most eight steps. Each step fits into a day and ends with something one can see. Name for each what it needs before it can begin. It must be done by: {{end}}',
    '',
    '{{project}}',
  ),
  prompt(
    'interview',
    'Prepare an interview',
    'Open questions that follow one another.',
    ['Talking'],
    [
      ['person', 'Whom do you talk with?'],
      ['topic', 'About what?'],
      ['known', 'What do you know already?', { ...text, optional: true }],
    ],
    'Write eight open questions for an interview with {{person}} about {{topic}}. Begin with an easy one, put the hardest sixth, end with "What did I not ask?".',
    '',
    'This is known already, so do not ask it: {{known}}',
  ),
  prompt(
    'thanks',
    'Write a thank-you note',
    'Four sentences about one thing that somebody did.',
    ['Writing'],
    [
      ['who', 'Whom do you thank?'],
      ['what', 'What exactly did they do?'],
      ['effect', 'What came of it?'],
    ],
    'Write a thank-you note of four sentences to {{who}}. Thank for exactly this: {{what}}. Say what came of it: {{effect}}. No superlatives.',
  ),
]
