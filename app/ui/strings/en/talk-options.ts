/** What one can do with a conversation as a whole: a page of its own, and what leaves by it. */
export const words = {
  title: 'Keep and share',
  searchIn: 'Search in it',
  compare: 'Compare models',
  lede: (title: string) => `The conversation “${title}”.`,
  back: 'Back to the conversation',
  share: {
    title: 'Share a copy by link',
    text: (most: string) =>
      `A copy of the branch that you see now, its newest ${most} messages at most. What is said later is not in it. Passages of documents that stand under answers are left out; what an answer itself says of them is in it. The coaches see that there is a copy, with its title (the beginning of the first message, unless you changed it), and can revoke it.`,
    audience: 'Who may read it?',
    members: 'Members of this community who have the link',
    membersHint: 'They sign in first. Who leaves the community can’t open it any more.',
    public: 'Everybody who has the link',
    publicHint:
      'Without an account. Whoever gets the link can pass it on, and search engines are asked to leave it out.',
    publicOff: 'This community does not allow links for people without an account.',
    named: 'Show my name in it',
    namedHint:
      'Otherwise you are “a member”. Names that stand in the messages themselves stay there.',
    do: 'Copy and make a link',
    made: 'Your link',
    madeHint: 'Keep it now: it is shown only this once. A link that is lost can be revoked.',
    copy: 'Copy the link',
    mine: 'Links to this conversation',
    all: 'All that you share',
    wrong: {
      audience: 'Choose who may read it.',
      notPublic: 'This community does not allow links for people without an account.',
      enough: 'Twenty links lead to this conversation already. Revoke one first.',
    },
  },
  export: {
    title: 'Export',
    text: (most: string) =>
      `All that you read in the conversation, the newest ${most} messages at most. That you exported it is kept in the audit.`,
    as: 'Format',
    markdown: 'Markdown',
    markdownHint: 'A text file with the branch that is shown.',
    json: 'JSON',
    jsonHint: 'A file for programs, with all branches.',
    print: 'A page to print',
    printHint: 'The branch that is shown, on one plain page.',
    do: 'Export',
  },
  exported: {
    head: (agent: string, community: string, begun: string) =>
      `A conversation with ${agent} in ${community}, begun on ${begun}.`,
    older: 'What was said before is not in here: it is more than an export may have.',
    howToPrint: 'Your browser prints this page, or saves it as a PDF.',
    files: (names: string[]) => `Attached: ${names.join(', ')}`,
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
