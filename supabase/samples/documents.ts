import { coverOf } from './pictures.ts'
import type { Sample, SampleFile } from './sample.ts'

const document = (
  name: string,
  title: string,
  summary: string,
  tags: string[],
  body: string,
  attached: SampleFile[] = [],
): Sample => ({
  kind: 'document',
  name: `document ${name}`,
  title: `Sample: ${title}`,
  summary: `A sample document. ${summary}`,
  tags,
  own: { body: body.trim() },
  files: [
    { name: `${name}.png`, mediaType: 'image/png', purpose: 'cover', bytes: coverOf(name) },
    ...attached,
  ],
})

const attachment = (name: string, mediaType: string, text: string): SampleFile => ({
  name,
  mediaType,
  purpose: 'attachment',
  bytes: new TextEncoder().encode(text),
})

export const documents: Sample[] = [
  document(
    'language-model',
    'What a language model is',
    'How it works, in five minutes and without formulas.',
    ['Beginners', 'Learning'],
    `
A language model has read a great deal of text and learned which word tends to follow which. When you write to it, it adds a word that fits, then another, until the answer is whole.

## What follows from that
- It writes **what is likely**, which is often what is true, and sometimes not.
- It does not look anything up unless it is given a way to do so.
- It has no memory of you beyond the conversation, and what it was told before it.
- The same question can get two answers. Some chance is built in.

## What it is good at
Turning one text into another: shorter, simpler, in another tone, as a list, as questions. It has the text before it, so that little is left to chance.

## What it is bad at
Numbers, names, sources and things that happened lately. It will give you some, in the same calm voice.

> **Try it:** ask an agent to explain your own job in two sentences. What is right? What is only likely?
`,
  ),
  document(
    'first-prompt',
    'Write your first prompt',
    'Four lines that make most prompts better.',
    ['Prompts', 'Beginners'],
    `
A prompt is what you ask for. Most weak answers come from prompts that leave things out.

## Four lines
1. **Who reads it?** A customer, a colleague, a child of ten.
2. **What for?** To decide, to learn, to laugh, to sign.
3. **What must be in it?** Facts, names, limits.
4. **What does it look like?** A list, three sentences, a table.

## Before and after
| before | after |
| --- | --- |
| Write something about our new opening hours. | Write a notice of three sentences for our shop door. We open at 9 instead of 8 from Monday. Say sorry to those who come early. |
| Summarise this. | Summarise this for my manager in three points. She wants to know what it costs. |

## Then go on
The first answer is a draft. Say what you would say to a person: *shorter*, *the second point first*, *not so solemn*.
`,
  ),
  document(
    'what-not-to-paste',
    'What not to paste',
    'What stays out of a conversation with an AI, and what to do instead.',
    ['Safety', 'Beginners'],
    `
What you paste leaves your desk. Decide before, not after.

## Never
- Passwords, keys, card numbers
- Health, pay, or complaints about a person by name
- What somebody gave you in confidence
- Texts that belong to others and may not be passed on

## Instead
| you have | write |
| --- | --- |
| a name | *the customer*, *Person A* |
| a number that tells who it is | *[number]* |
| a whole contract | the one paragraph that you ask about |

## When it happened
Tell whoever looks after this early. Nobody can help with what they don't know.
`,
    [
      attachment(
        'words-for-names.csv',
        'text/csv',
        'instead of,write\na name,the customer\na company,the supplier\nan address,the city\na date of birth,about forty\n',
      ),
    ],
  ),
  document(
    'check-an-answer',
    'Check an answer in five minutes',
    'A routine for what must not be wrong.',
    ['Checking'],
    `
You need not check everything. Check what would hurt.

1. **Mark** each number, name, date and quotation. *(one minute)*
2. **Ask yourself** of each: what happens if it is wrong? Strike out what does not matter.
3. **Look up** the rest in a place that is not an AI. *(three minutes)*
4. **Ask the model** where it is least sure. It does not know, but the answer often shows you where to look.
5. **Write down** what you checked, where somebody else relies on it.

## Signs that something is off
- It agrees with you too fast.
- A source with a fine title that nobody knows.
- A number that is very round, or very exact.
`,
    [
      attachment(
        'checklist.md',
        'text/markdown',
        '# Checked\n\n- [ ] Numbers\n- [ ] Names\n- [ ] Dates\n- [ ] Quotations\n- [ ] Links\n',
      ),
    ],
  ),
  document(
    'when-not',
    'When not to use AI',
    'Five moments in which your own head is quicker, or fairer.',
    ['Thinking', 'Safety'],
    `
- **When you want to learn it.** Who lets it be written has not practised writing.
- **When it is about a person.** A mark, a dismissal, a judgement: somebody has to answer for it.
- **When only the truth counts** and nobody will check.
- **When a short call does it.** Two minutes with a colleague beat ten of polishing a prompt.
- **When you would not say whose work it is.** That feeling is a good guide.

Everything else is worth a try.
`,
  ),
  document(
    'glossary',
    'Words you will hear',
    'Twelve words, a sentence each.',
    ['Beginners', 'Learning'],
    `
| word | what it means |
| --- | --- |
| Model | The program that has learned from texts and makes new ones. |
| Prompt | What you ask it for. |
| Agent | A model with instructions: who it is and what it does. |
| Token | A piece of a word. Length and cost are counted in them. |
| Context | All that the model has before it while it answers. |
| Temperature | How much chance there is. Low: the likeliest words. High: surprises. |
| Hallucination | Something made up, said as if it were known. |
| Training | What a model learned before you met it. |
| Bias | A lean that it took over from its texts. |
| Grounding | Giving it the text that the answer must come from. |
| Fine-tuning | Training a little more, for one task. |
| Benchmark | A test that models are compared by. |
`,
  ),
  document(
    'sample-policy',
    'How we use AI here',
    'A sample policy of one page. Make it yours.',
    ['Safety', 'Teams'],
    `
*This is a sample. Change each sentence that is not true for you.*

## We use it for
Drafts, summaries, ideas, practice, and to understand what is new to us.

## We don't use it for
Decisions about people. Answers that nobody reads before they go out.

## We say so
Where a text goes out mostly as an AI wrote it, we say it. Who sends it answers for it.

## We keep out
What [stands here](#we-keep-out) with a name: customers, pay, health, contracts.

## We look again
Each half-year. What we learned stands at the end of this page, with its date.
`,
  ),
  document(
    'week-of-practice',
    'A week of practice',
    'Ten minutes a day, from Monday to Friday.',
    ['Planning', 'Beginners'],
    `
## Monday: shorten
Take an email that you wrote and let it be cut in half. Which half did you miss?

## Tuesday: explain
Let an idea of your work be explained to a child. Mend what is wrong.

## Wednesday: ask
Talk with *Question asker* about something that you put off.

## Thursday: check
Take an answer of this week and check its three riskiest claims.

## Friday: keep
Write down the one prompt that you will use again. Put it where your team finds it.
`,
    [
      attachment(
        'week.csv',
        'text/csv',
        'day,what,minutes\nMonday,shorten,10\nTuesday,explain,10\nWednesday,ask,10\nThursday,check,10\nFriday,keep,10\n',
      ),
    ],
  ),
  document(
    'good-feedback',
    'Give feedback that helps',
    'Three sentences, in this order.',
    ['Talking', 'Teams'],
    `
1. **What I saw.** "In the last two meetings you came ten minutes late."
2. **What it did.** "We began twice, and I lost my thread."
3. **What I wish for.** "Could you tell me before, when it gets late?"

Then stop, and listen.

## What makes it hard to hear
- *always*, *never*
- guesses about why: "you don't care"
- an audience

## Practise it
Prepare it with *Feedback coach*, then say it aloud to *Hard talk to practise*.
`,
  ),
  document(
    'minutes',
    'Minutes that people read',
    'Decisions first, on one screen.',
    ['Writing', 'Teams'],
    `
Nobody reads what was said. People read what holds now, and what they have to do.

## The shape
\`\`\`
Decided
- We move the fair to May. (all)

To do
- Ask for the hall: Kim, by Friday

Open
- Who pays for the stage?
\`\`\`

## With an AI
Paste your notes and ask for these three headings, and for nothing that is not in the notes. Then read it once against your memory: it was there, the model was not.
`,
  ),
  document(
    'translate',
    'Translate with care',
    'What works, what does not, and how to find out without knowing the language.',
    ['Languages', 'Checking'],
    `
## Works well
Everyday letters, instructions, your own text that you know.

## Take care
- **Polite and familiar forms.** Say which one you want.
- **Jokes and sayings.** Ask for the meaning, not the words.
- **Names of offices and laws.** They often have no translation.

## Find out without knowing the language
Let it be translated back in a *new* conversation, and compare with your own text. What has changed is what to ask somebody about.
`,
  ),
  document(
    'prompt-diary',
    'Keep a prompt diary',
    'What to write down, so that you get better.',
    ['Prompts', 'Learning'],
    `
One line for each prompt that surprised you, for good or ill.

| when | what I asked | what came | what I changed |
| --- | --- | --- | --- |
| Monday | notice for the door | far too long | "three sentences" |
| Wednesday | ideas for the fair | dull ones | named who comes |

After two weeks read it through. What you changed most often is what your prompts are missing.
`,
    [attachment('diary.csv', 'text/csv', 'when,what I asked,what came,what I changed\n')],
  ),
]
