/** What the last action did, told once on the page that it led to. Only the server needs these words. */
export const words = {
  auth: {
    'signed-out': 'You are signed out.',
    confirmed: 'Your address is confirmed, and you are in.',
    'sent-again': 'If that address waits for a mail, another one is on its way.',
    'password-changed': 'Your new password holds. You are signed out everywhere else.',
    'name-saved': 'Your name is saved.',
    'others-out': 'You are signed out everywhere else.',
    welcome: ({ name }: Record<string, string>) => `Welcome, ${name}.`,
  },
  community: {
    asked: ({ name }: Record<string, string>) => `You asked to join ${name}. A coach decides.`,
    'taken-back': 'Your request is taken back.',
    added: ({ email }: Record<string, string>) =>
      `${email} is added: they are in as soon as an account with this address is confirmed.`,
    'role-changed': 'The role is changed. It holds from their next click.',
    removed: 'The person is no longer a member. Their conversations are kept.',
    accepted: 'They are a member now.',
    declined: 'The request is declined.',
    'stopped-waiting': ({ email }: Record<string, string>) => `${email} is not awaited any more.`,
    saved: 'Settings are saved. Who reads conversations holds for new ones.',
    moderation: 'Moderation is saved. It holds from the next message on.',
    limits: 'The limits are saved. They hold from the next message on.',
    founded: ({ name }: Record<string, string>) => `${name} is started.`,
  },
  groups: {
    made: ({ name }: Record<string, string>) => `“${name}” is made. Add its members.`,
    saved: 'The name and the description are saved.',
    dissolved: 'The group is dissolved. Its members stay in the community.',
    added: ({ n }: Record<string, string>) =>
      n === '0'
        ? 'They were in this group already.'
        : n === '1'
          ? '1 member is added.'
          : `${n} members are added.`,
    'taken-out': 'The person is not in this group any more.',
  },
  content: {
    created: ({ title }: Record<string, string>) =>
      `“${title}” is saved as a draft. Only coaches see it until you publish it.`,
    'published-agent': ({ title }: Record<string, string>) =>
      `“${title}” is published. Members find it under Agents.`,
    'published-video': ({ title }: Record<string, string>) =>
      `“${title}” is published. Members find it under Videos.`,
    'published-document': ({ title }: Record<string, string>) =>
      `“${title}” is published. Members find it under Documents.`,
    'published-prompt': ({ title }: Record<string, string>) =>
      `“${title}” is published. Members find it under Prompts.`,
    'published-automation': ({ title }: Record<string, string>) =>
      `“${title}” is published. Members find it under Automations.`,
    saved: 'Your changes are saved.',
    submitted: ({ title }: Record<string, string>) =>
      `“${title}” is saved and waits for a review. Somebody else publishes it.`,
    'sent-back': ({ title }: Record<string, string>) =>
      `“${title}” is sent back: it is a draft again.`,
    archived: ({ title }: Record<string, string>) =>
      `“${title}” is archived. Members don’t see it.`,
    'taken-back': ({ title }: Record<string, string>) =>
      `“${title}” is taken back. Members don’t see it any more.`,
    scheduled: ({ title }: Record<string, string>) =>
      `The time is set: “${title}” is published by itself.`,
    unscheduled: ({ title }: Record<string, string>) =>
      `“${title}” is not published by itself any more.`,
    'handed-over': ({ title }: Record<string, string>) => `“${title}” is handed over.`,
    limited: ({ title }: Record<string, string>) =>
      `“${title}” is limited to the groups and people that you chose.`,
    opened: ({ title }: Record<string, string>) =>
      `“${title}” is open to everybody in this community.`,
    deleted: ({ title }: Record<string, string>) =>
      `“${title}” is deleted. You can bring it back under Deleted.`,
    restored: ({ title }: Record<string, string>) => `“${title}” is back.`,
  },
  platform: {
    'given-all': ({ title }: Record<string, string>) => `All communities have “${title}”.`,
    'given-some': ({ title }: Record<string, string>) =>
      `The communities that you ticked have “${title}”, and no others.`,
    'given-nobody': ({ title }: Record<string, string>) => `Nobody has “${title}” any more.`,
  },
  many: {
    tag: ({ n, tag }: Record<string, string>) => `Done: ${n} tagged “${tag}”.`,
    untag: ({ n, tag }: Record<string, string>) => `Done: the tag “${tag}” is off ${n}.`,
    publish: ({ n }: Record<string, string>) => `Done: ${n} published. Members find them now.`,
    'take-back': ({ n }: Record<string, string>) => `Done: ${n} taken back. They are drafts.`,
    archive: ({ n }: Record<string, string>) => `Done: ${n} archived. Members don’t see them.`,
    delete: ({ n }: Record<string, string>) =>
      `Done: ${n} deleted. You can bring them back under Deleted for 30 days.`,
    restore: ({ n }: Record<string, string>) => `Done: ${n} brought back.`,
    copy: ({ n }: Record<string, string>) => `Done: ${n} copied. They are drafts there.`,
  },
  files: {
    added: ({ name }: Record<string, string>) => `${name} is added.`,
    removed: 'The file is removed.',
  },
  prompts: {
    rated: 'Thank you: your answer counts. You can change it at any time.',
    'taken-back': 'Your answer is taken back.',
  },
  favourites: {
    added: ({ title }: Record<string, string>) => `“${title}” is among your favourites.`,
    dropped: ({ title }: Record<string, string>) => `“${title}” is no favourite any more.`,
  },
  agents: {
    'taken-back': ({ title }: Record<string, string>) =>
      `“${title}” is taken back. Members don’t see it any more; their conversations stay.`,
  },
  videos: {
    'place-kept': ({ at }: Record<string, string>) =>
      `Your place is kept. Next time you can go on at ${at}.`,
    watched: 'Marked as watched.',
    unwatched: 'It is as if you had not watched it.',
  },
  documents: {
    read: 'Marked as read.',
    unread: 'It is as if you had not read it.',
  },
  experiment: {
    started: 'It is started. Conversations that begin from now on are shared out.',
    ended: 'It is ended. The agent answers everybody as it is.',
    kept: 'The agent stays as it is.',
    taken: 'The agent is now what B was.',
    submitted: 'What B was is submitted: another coach has to look at it first.',
  },
  held: {
    asked: 'A coach is asked to look at it.',
    released: 'It is let through. Its author reads that, and your word.',
    kept: 'It stays held. Its author reads that, and your word.',
    refused: 'It is settled.',
    waiting: 'It is settled.',
  },
  answers: {
    settled: 'The report is settled. The member sees it below the answer.',
    reopened: 'The report is open again.',
  },
  sandbox: {
    rated: 'Your rating is saved.',
    reported:
      'Your coaches have it: this answer, your message before it, and what you wrote. What they say to it will stand here.',
    withdrawn: 'Your report is withdrawn. Your coaches do not see the answer any more.',
    unrated: 'Your rating is taken back.',
    renamed: 'The title is saved.',
    attached: 'The document is attached. The agent reads it from the next answer on.',
    'file-added': ({ name }: Record<string, string>) =>
      `“${name}” is attached. It goes with your next message.`,
    'file-held': ({ name }: Record<string, string>) => `“${name}” is kept, and held.`,
    'file-removed': 'The file is removed.',
    'draft-kept': 'Your draft is kept. It stands here on every device, and nobody else sees it.',
    detached: 'The document is removed. The agent does not read it any more.',
    deleted: 'The conversation is in the trash. You can bring it back from there.',
    restored: 'The conversation is back.',
    erased: 'The conversation is erased.',
    pinned: 'The conversation stands above the others now.',
    unpinned: 'The conversation is not pinned any more.',
    archived: 'The conversation is in the archive. Writing in it brings it back.',
    unarchived: 'The conversation is back among the others.',
    'in-folder': ({ folder }: Record<string, string>) => `The conversation is in “${folder}”.`,
    'folder-renamed': ({ folder }: Record<string, string>) => `The folder is “${folder}” now.`,
    'folder-gone': 'The conversations are in no folder.',
    'no-folder': 'The conversation is in no folder.',
    revoked: 'The link is revoked, and its copy erased.',
  },
}
