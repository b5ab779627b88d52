/** Copies of conversations that are shared by link: the list of one's own, and the copy itself. */
export const words = {
  title: 'What you share',
  lede: 'Copies of your conversations that a link opens. Revoking a link erases its copy; so does deleting the conversation.',
  none: 'You share nothing',
  noneDetail: 'A conversation is shared from its page, under “Keep and share”.',
  end: 'Nothing further back.',
  audience: {
    members: 'For members who have the link',
    public: 'For everybody who has the link',
  },
  revoke: 'Revoke',
  revokeOf: (title: string) => `Revoke the link to ${title}`,
  copy: {
    lede: (agent: string, day: string) =>
      `A copy of a conversation with ${agent}, made on ${day}. What was said later is not in it.`,
    members: 'Only members of the community who have this link can read it.',
    public: 'Everybody who has this link can read it. The answers are a model’s.',
    somebody: 'A member',
    files: (names: string[]) => `Attached, and not in this copy: ${names.join(', ')}`,
    next: 'Next messages',
    first: 'From the beginning',
    status: {
      stopped: 'This answer was stopped.',
      cut_off: 'This answer was cut off.',
      failed: 'No answer came.',
    },
    noneTitle: 'This link opens nothing',
    none: 'It may have been revoked, or be mistyped. Some links are for members: if you are one, sign in and follow it again.',
    signIn: 'Sign in',
  },
}
