/** What one can do with a conversation as a whole: a page of its own, and what leaves by it. */
export const words = {
  title: 'Keep and share',
  lede: (title: string) => `The conversation “${title}”.`,
  back: 'Back to the conversation',
  export: {
    title: 'Take it out',
    text: (most: string) =>
      `All that you read in the conversation, the newest ${most} messages at most. That you took it out is kept in the audit.`,
    as: 'As what',
    markdown: 'Markdown',
    markdownHint: 'A text file with the branch that is shown.',
    json: 'JSON',
    jsonHint: 'A file for programs, with all branches.',
    print: 'A page to print',
    printHint: 'The branch that is shown, on one plain page.',
    do: 'Take it out',
  },
  exported: {
    head: (agent: string, community: string, begun: string) =>
      `A conversation with ${agent} in ${community}, begun on ${begun}.`,
    older: 'What was said before is not in here: it is more than an export may have.',
    howToPrint: 'Your browser prints this page, or saves it as a PDF.',
    sources: 'From',
    sourceGone: 'A document that is not there any more.',
    nothingFound: 'Nothing about this was found in the documents.',
    status: {
      streaming: 'This answer was still being made.',
      stopped: 'This answer was stopped.',
      cut_off: 'This answer was cut off.',
      failed: 'No answer came.',
    },
  },
}
