/**
 * Automations to begin with. They stand apart from the catalogue, since only the server needs them:
 * a coach's browser gets the one that was asked for.
 */
interface Question {
  name: string
  label: string
  type?: 'text' | 'long_text' | 'choice'
  options?: string
  required?: boolean
}

interface StepWords {
  title: string
  name: string
  action: 'ask_model' | 'fill_prompt'
  text: string
  instructions?: string
  length?: 'short' | 'medium' | 'long'
}

interface Template {
  title: string
  summary: string
  variables: Question[]
  steps: StepWords[]
}

export const words: Record<'reply' | 'notes' | 'lesson', Template> = {
  reply: {
    title: 'Answer a letter',
    summary: 'Finds what a letter asks for, drafts an answer, and puts it into a whole letter.',
    variables: [
      { name: 'letter', label: 'The letter you got', type: 'long_text' },
      { name: 'tone', label: 'In which tone?', type: 'choice', options: 'warm\nplain\nformal' },
      { name: 'sender', label: 'Who signs?' },
    ],
    steps: [
      {
        title: 'What the letter asks for',
        name: 'points',
        action: 'ask_model',
        text: 'List what this letter asks for, one point a line, in plain words:\n\n{{letter}}',
        instructions: 'You read carefully and add nothing that is not in the letter.',
        length: 'short',
      },
      {
        title: 'The answer, point by point',
        name: 'draft',
        action: 'ask_model',
        text: 'Write an answer to these points, in a {{tone}} tone. Promise nothing that you don’t know.\n\n{{points}}',
        instructions: 'You write short letters in plain words, without a greeting or a signature.',
      },
      {
        title: 'The letter',
        name: 'result',
        action: 'fill_prompt',
        text: 'Hello,\n\nthank you for your letter.\n\n{{draft}}\n\nKind regards\n{{sender}}',
      },
    ],
  },
  notes: {
    title: 'From notes to a record',
    summary: 'Turns rough notes of a meeting into decisions, tasks and a mail to everybody.',
    variables: [
      { name: 'meeting', label: 'Which meeting was it?' },
      { name: 'notes', label: 'Your notes', type: 'long_text' },
    ],
    steps: [
      {
        title: 'What was decided',
        name: 'decisions',
        action: 'ask_model',
        text: 'List the decisions in these notes. Leave out what was only talked about.\n\n{{notes}}',
        length: 'short',
      },
      {
        title: 'Who does what',
        name: 'tasks',
        action: 'ask_model',
        text: 'List the tasks in these notes: who, what, until when. Write “nobody yet” where no name is given.\n\n{{notes}}',
        length: 'short',
      },
      {
        title: 'The record',
        name: 'result',
        action: 'fill_prompt',
        text: '{{meeting}}\n\nDecisions\n{{decisions}}\n\nTasks\n{{tasks}}',
      },
    ],
  },
  lesson: {
    title: 'Prepare a short lesson',
    summary: 'Explains a topic, and adds three questions that show whether it stuck.',
    variables: [
      { name: 'topic', label: 'What is it about?' },
      { name: 'people', label: 'For whom is it?' },
    ],
    steps: [
      {
        title: 'The explanation',
        name: 'explanation',
        action: 'ask_model',
        text: 'Explain {{topic}} to {{people}} in at most 150 words, with one example from everyday life.',
        instructions:
          'You explain things to people who are new to them. If you are not sure, say so.',
      },
      {
        title: 'Three questions',
        name: 'questions',
        action: 'ask_model',
        text: 'Write three questions that show whether somebody understood this, each with its answer:\n\n{{explanation}}',
        length: 'short',
      },
      {
        title: 'The lesson',
        name: 'result',
        action: 'fill_prompt',
        text: '{{topic}}\n\n{{explanation}}\n\nQuestions\n{{questions}}',
      },
    ],
  },
}
