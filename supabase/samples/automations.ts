import type { Sample } from './sample.ts'

type Question = [name: string, label: string, type?: 'text' | 'long_text']
type Step = [
  name: string,
  title: string,
  action: 'ask_model' | 'fill_prompt',
  text: string,
  instructions?: string,
]

const BRIEF = 'Be brief. Use only what is in the message. Write no introduction.'

const automation = (
  name: string,
  title: string,
  summary: string,
  tags: string[],
  questions: Question[],
  steps: Step[],
): Sample => ({
  kind: 'automation',
  name: `automation ${name}`,
  title: `Sample: ${title}`,
  summary: `A sample automation. ${summary}`,
  tags,
  own: {
    trigger_kind: 'manual',
    trigger_settings: {
      questions: questions.map(([name, label, type = 'text']) => ({
        name,
        label,
        type,
        help: '',
        defaultValue: '',
        required: true,
        options: '',
      })),
    },
    steps: steps.map(([name, title, action, text, instructions = ''], at) => ({
      place: at + 1,
      action,
      settings: { title, name, text, instructions, length: 'short' },
    })),
  },
})

export const automations: Sample[] = [
  automation(
    'complaint-reply',
    'From complaint to answer',
    'Finds the points, drafts an answer, makes a letter.',
    ['Customers', 'Writing'],
    [
      ['complaint', 'What did the customer write?', 'long_text'],
      ['name', 'What is the customer’s name?'],
    ],
    [
      [
        'points',
        'What it is about',
        'ask_model',
        'List what this customer complains about, one point a line:\n\n{{complaint}}',
        BRIEF,
      ],
      [
        'draft',
        'An answer to each point',
        'ask_model',
        'Write one friendly sentence in answer to each of these points:\n\n{{points}}',
        BRIEF,
      ],
      [
        'letter',
        'The letter',
        'fill_prompt',
        'Dear {{name}},\n\nthank you for writing to us.\n\n{{draft}}\n\nKind regards',
      ],
    ],
  ),
  automation(
    'notes-to-tasks',
    'From notes to tasks',
    'Makes a list of who does what from rough notes.',
    ['Teams'],
    [['notes', 'Your notes', 'long_text']],
    [
      [
        'tasks',
        'The tasks',
        'ask_model',
        'List each task in these notes, one a line, with the name of who does it, or "nobody yet":\n\n{{notes}}',
        BRIEF,
      ],
      [
        'open',
        'What is open',
        'ask_model',
        'Which of these tasks have nobody? Ask one question for each:\n\n{{tasks}}',
        BRIEF,
      ],
      [
        'mail',
        'A message to all',
        'fill_prompt',
        'Hello,\n\nthis is what we agreed on:\n\n{{tasks}}\n\nStill open:\n\n{{open}}',
      ],
    ],
  ),
  automation(
    'lesson',
    'Make a short lesson',
    'Explains, gives an example, asks a question.',
    ['Learning'],
    [
      ['topic', 'What is it about?'],
      ['reader', 'Who learns it?'],
    ],
    [
      [
        'idea',
        'The idea',
        'ask_model',
        'Explain {{topic}} to {{reader}} in three sentences.',
        BRIEF,
      ],
      [
        'example',
        'An example',
        'ask_model',
        'Give one example from daily life for this:\n\n{{idea}}',
        BRIEF,
      ],
      [
        'lesson',
        'The lesson',
        'fill_prompt',
        '# {{topic}}\n\n{{idea}}\n\n**For example:** {{example}}\n\nNow explain it to somebody in your own words.',
      ],
    ],
  ),
  automation(
    'two-views',
    'Two views of a plan',
    'What speaks for it, what against it, and the next question.',
    ['Thinking'],
    [['plan', 'What is the plan?', 'long_text']],
    [
      [
        'for',
        'What speaks for it',
        'ask_model',
        'Name three things that speak for this plan:\n\n{{plan}}',
        BRIEF,
      ],
      [
        'against',
        'What speaks against it',
        'ask_model',
        'Name three things that speak against this plan:\n\n{{plan}}',
        BRIEF,
      ],
      [
        'question',
        'The next question',
        'ask_model',
        'For: {{for}}\n\nAgainst: {{against}}\n\nWhich one question should be answered next?',
        BRIEF,
      ],
    ],
  ),
  automation(
    'plain-and-short',
    'Plain, then short',
    'Says a text in plain words, then cuts it.',
    ['Writing'],
    [['text', 'Which text?', 'long_text']],
    [
      [
        'plain',
        'In plain words',
        'ask_model',
        'Say this in plain words, one thought a sentence:\n\n{{text}}',
        BRIEF,
      ],
      [
        'short',
        'Shorter',
        'ask_model',
        'Make this half as long and keep what matters:\n\n{{plain}}',
        BRIEF,
      ],
    ],
  ),
  automation(
    'quiz',
    'Quiz of a text',
    'Finds the facts of a text and asks for them.',
    ['Learning'],
    [['text', 'Which text?', 'long_text']],
    [
      [
        'facts',
        'The facts',
        'ask_model',
        'List five facts of this text, one a line:\n\n{{text}}',
        BRIEF,
      ],
      [
        'questions',
        'The questions',
        'ask_model',
        'Write one question for each of these facts, without the answer:\n\n{{facts}}',
        BRIEF,
      ],
      [
        'sheet',
        'The sheet',
        'fill_prompt',
        '## Questions\n\n{{questions}}\n\n## Answers\n\n{{facts}}',
      ],
    ],
  ),
  automation(
    'interview',
    'Prepare a talk',
    'Questions, a first sentence, and what to listen for.',
    ['Talking'],
    [
      ['person', 'Whom do you talk with?'],
      ['goal', 'What do you want to know?'],
    ],
    [
      [
        'questions',
        'Questions',
        'ask_model',
        'Write five open questions to {{person}} to find out: {{goal}}',
        BRIEF,
      ],
      [
        'begin',
        'How to begin',
        'ask_model',
        'Write the first two sentences of a friendly talk with {{person}} about {{goal}}.',
        BRIEF,
      ],
      [
        'card',
        'A card to take along',
        'fill_prompt',
        '{{begin}}\n\n{{questions}}\n\nAt the end: "What did I not ask?"',
      ],
    ],
  ),
  automation(
    'announcement',
    'Announce a change',
    'What changes, for whom, and from when, in one message.',
    ['Writing', 'Teams'],
    [
      ['change', 'What changes?', 'long_text'],
      ['from', 'From when?'],
    ],
    [
      [
        'who',
        'Who is concerned',
        'ask_model',
        'Who has to do something differently because of this change?\n\n{{change}}',
        BRIEF,
      ],
      [
        'message',
        'The message',
        'ask_model',
        'Announce this change in four sentences. It holds from {{from}}. Those concerned: {{who}}\n\n{{change}}',
        BRIEF,
      ],
    ],
  ),
  automation(
    'checklist',
    'Make a checklist',
    'Steps, then what is forgotten, then the list.',
    ['Planning'],
    [['task', 'For which task?']],
    [
      [
        'steps',
        'The steps',
        'ask_model',
        'List the steps of this task in order, at most seven:\n\n{{task}}',
        BRIEF,
      ],
      [
        'forgotten',
        'What is often forgotten',
        'ask_model',
        'What do people forget when they do these steps? Three points at most:\n\n{{steps}}',
        BRIEF,
      ],
      [
        'list',
        'The checklist',
        'fill_prompt',
        '# {{task}}\n\n{{steps}}\n\n**Do not forget:**\n\n{{forgotten}}',
      ],
    ],
  ),
  automation(
    'feedback',
    'Feedback in three sentences',
    'What I saw, what it did, what I wish for.',
    ['Talking', 'Teams'],
    [['situation', 'What happened?', 'long_text']],
    [
      [
        'seen',
        'What was seen',
        'ask_model',
        'Say in one sentence what could be seen and heard here, without judging:\n\n{{situation}}',
        BRIEF,
      ],
      ['wish', 'A wish', 'ask_model', 'Write one friendly wish that fits this: {{seen}}', BRIEF],
      ['words', 'To say aloud', 'fill_prompt', '{{seen}}\n\n{{wish}}\n\nHow do you see it?'],
    ],
  ),
  automation(
    'product-text',
    'Describe a product',
    'Facts first, then a text, then a line for the shelf.',
    ['Customers', 'Writing'],
    [
      ['product', 'Which product?'],
      ['facts', 'What is true of it?', 'long_text'],
    ],
    [
      [
        'text',
        'The text',
        'ask_model',
        'Describe {{product}} in three sentences. Use only these facts:\n\n{{facts}}',
        BRIEF,
      ],
      [
        'line',
        'The line',
        'ask_model',
        'Write one line of at most eight words of this:\n\n{{text}}',
        BRIEF,
      ],
    ],
  ),
  automation(
    'weekly',
    'Look back at a week',
    'What went well, what did not, what comes next.',
    ['Planning'],
    [['week', 'What happened this week?', 'long_text']],
    [
      [
        'well',
        'What went well',
        'ask_model',
        'What went well here? Three points:\n\n{{week}}',
        BRIEF,
      ],
      [
        'next',
        'What comes next',
        'ask_model',
        'What should be done first next week?\n\n{{week}}',
        BRIEF,
      ],
      ['note', 'The note', 'fill_prompt', '**Went well**\n\n{{well}}\n\n**Next**\n\n{{next}}'],
    ],
  ),
]
