/** What coaches do with an item beside changing it. */
import { type KindName, kindNames } from './kinds'

const one = (kind: KindName) => kindNames[kind].one

export const words = {
  title: 'Take back, archive or delete',
  moves: {
    'take-back': {
      label: 'Take back',
      note: (kind: KindName) =>
        kind === 'agent'
          ? 'Members don’t see it any more and can’t go on talking with it. What they wrote stays. You can publish it again.'
          : 'Members don’t see it any more. You can publish it again.',
    },
    withdraw: {
      label: 'Withdraw',
      note: (_: KindName) => 'It is a draft again, and waits for nobody.',
    },
    unarchive: {
      label: 'Take out of the archive',
      note: (_: KindName) => 'It is a draft again, and can be published.',
    },
    'send-back': {
      label: 'Send back',
      note: (_: KindName) => 'It is a draft again, for its author to change.',
    },
    archive: {
      label: 'Archive',
      note: (_: KindName) =>
        'Kept as it is, out of members’ sight and out of your lists of drafts.',
    },
  },
  delete: (kind: KindName) => `Delete ${one(kind)}`,
  deleteNote: (kind: KindName) =>
    kind === 'agent'
      ? 'It goes to Deleted, from where you can bring it back. Conversations stay.'
      : 'It goes to Deleted, from where you can bring it back.',
  deleteTitle: (title: string) => `Delete “${title}”?`,
  deleteSure: 'Yes, delete it',
}
