/** What coaches do with an item beside changing it. */
import { type KindName, kindNames } from './kinds'

/** A moment by the clocks of a time zone, which is named: "25 Oct 2026, 02:30 CEST". */
const byClocksOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone,
  })
    .format(at)
    .replace(/:\d\d (?=\S+$)/, ' ')

const one = (kind: KindName) => kindNames[kind].one

const plan = {
  wrong: {
    unknown: 'This can’t be used. Change it and send it again.',
    'schedule.missing': 'Enter a day and a time.',
    'schedule.invalid': 'Enter a day and a time that there is, such as 24.12.2026, 09:00.',
    'schedule.gap':
      'There is no such time on that day: clocks are set forward over it. Choose an hour earlier or later.',
    'schedule.twice':
      'Clocks show this time twice on that day, since they are set back. Choose below which is meant.',
    'schedule.past': 'This time is over. Choose one that is to come, or publish it now.',
    'schedule.far': 'This is more than two years away. Choose an earlier day.',
    'schedule.empty': 'Members could use nothing in it yet. Fill it in and save it first.',
    'content.needs-review':
      'In this community a second coach publishes. Ask for a review: who looks at it can set the time.',
    'owner.missing': 'Choose who is to look after it.',
    'owner.invalid': 'This person is no coach of this community any more. Choose another.',
  },
  time: 'Publish it by itself on',
  anotherTime: 'Another time',
  timeHint: (zone: string) => `By the clocks of ${zone}.`,
  turn: 'Which of the two?',
  turns: { first: 'The first, before clocks are set back', second: 'The second, after that' },
  schedule: 'Set this time',
  unschedule: 'Don’t publish it by itself',
  afterReview: 'Whoever looks at it can set a time at which it is published by itself.',
  /** Of a moment that is to come. */
  goesOut: (at: Date, zone: string) => `It goes out on ${byClocksOf(at, zone)}.`,
  /** Of one that has passed without. */
  heldBack: (at: Date, zone: string) =>
    `It was to go out on ${byClocksOf(at, zone)}, and goes out as soon as there is something in it.`,
  short: (at: Date, zone: string) => `Goes out on ${byClocksOf(at, zone)}`,
  owner: 'Hand it over to',
  ownerNow: (name: string | null) => `${name ?? 'A former coach'} looks after it now`,
  handOver: 'Hand over',
}

export const words = {
  title: 'Plan, take back, archive or delete',
  plan,
  ways: {
    files: 'Files',
    versions: 'Versions',
    experiment: 'Try something out',
    copy: 'Make a copy',
    export: 'Export',
    visit: (kind: KindName) => `See it among members’ ${kindNames[kind].many}`,
    back: (kind: KindName) => `Manage ${kindNames[kind].many}`,
  },
  audience: {
    everybody: 'Everybody in this community may use it.',
    some: 'Only chosen groups and people may use it.',
    nobody: 'No member may use it: none of those it was limited to are here.',
  },
  limited: 'Limited',
  choose: 'Choose who may use it',
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
      note: (_: KindName) => 'Kept as it is, out of members’ sight and your lists.',
    },
  },
  delete: (kind: KindName) => `Delete ${one(kind)}`,
  deleteNote: (kind: KindName) =>
    kind === 'agent'
      ? 'It goes to Deleted, from where you can bring it back for 30 days. Conversations stay.'
      : 'It goes to Deleted, from where you can bring it back for 30 days.',
  deleteTitle: (title: string) => `Delete “${title}”?`,
  deleteSure: 'Yes, delete it',
}
