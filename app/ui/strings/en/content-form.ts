/** The form in which coaches make something of any kind. */
import { type KindName, kindNames } from './common'

/** What a message about a field may need to know. */
export interface About {
  kind: KindName
  /** Where a text is too long: how much fits, and how much was entered. */
  limit?: number
  count?: number
  /** What of a text it is about. */
  what?: string
}

/** What is wrong with a field. */
export type Problem = string | ((about: About) => string)

const characters = (n: number) => `${n.toLocaleString('en')} characters`

/** Says that a text is too long, and by how much where that is known. */
export const tooLong =
  (what: string) =>
  ({ limit, count }: About) =>
    limit !== undefined && count !== undefined
      ? `${what} has ${characters(count)}; at most ${limit.toLocaleString('en')} fit. Shorten it.`
      : `${what} is too long. Shorten it.`

const one = (kind: KindName) => kindNames[kind].one

/** Keyed by the code that a form's schema or the database gives. */
const problems = {
  'title.missing': ({ kind }: About) => `Give the ${one(kind)} a name.`,
  'title.long': tooLong('The name'),
  'title.taken': ({ kind }: About) =>
    `Another ${one(kind)} of this community has this name. Choose a different one.`,
  'summary.long': tooLong('The summary'),
  unknown: 'This can’t be used as it is. Change it.',
}

export const words = {
  problems,
  form: {
    newTitle: (kind: KindName) => `Make ${kindNames[kind].a}`,
    newLede: 'It stays a draft that only coaches see, until you publish it.',
    editTitle: (title: string) => `Edit ${title}`,
    back: (kind: KindName) => `Manage ${kindNames[kind].many}`,
    starts: 'Start from',
    title: 'Name',
    summary: 'Summary',
    saveDraft: 'Save draft',
    saveLive: 'Save changes',
    publish: (kind: KindName) => `Publish ${one(kind)}`,
    liveNote: 'Members have it: what you save reaches them at once.',
    draftNote: 'Only coaches see it.',
    preview: 'Preview',
    previewNote: 'Shows what members will see. Nothing is saved.',
    previewStale: 'As it was last saved.',
    previewOf: 'As you entered it. Nothing is saved yet.',
    visit: (kind: KindName) => `See it among members’ ${kindNames[kind].many}`,
    manage: 'Take back or delete',
    takeBack: 'Take back',
    takeBackNote: (kind: KindName) =>
      kind === 'agent'
        ? 'Members don’t see it any more and can’t go on talking with it. What they wrote stays. You can publish it again.'
        : 'Members don’t see it any more. You can publish it again.',
    delete: (kind: KindName) => `Delete ${one(kind)}`,
    deleteNote: (kind: KindName) =>
      kind === 'agent'
        ? 'It goes to Deleted, from where you can bring it back. Conversations stay.'
        : 'It goes to Deleted, from where you can bring it back.',
    deleteTitle: (title: string) => `Delete “${title}”?`,
    deleteSure: 'Yes, delete it',
    unsaved: 'What you changed is not saved. Leave this page all the same?',
  },
  conflict: {
    title: (kind: KindName) => `This ${one(kind)} was changed after you opened it`,
    detail:
      'Somebody saved it in the meantime, a coach or you in another tab. Nothing is overwritten: what you entered is below, what is saved now stands here. Choose one, or copy what you need into the form first.',
    savedNow: 'Saved now',
    yours: 'Yours',
    empty: '(empty)',
    same: 'What you entered is what is saved now.',
    keepMine: 'Save mine over it',
    publishMine: 'Publish mine over it',
    takeTheirs: 'Drop mine, go on with what is saved',
  },
  again: {
    title: (kind: KindName) => `This form has already made ${kindNames[kind].a}`,
    detail: 'It was changed since, so nothing is overwritten. What you entered is below.',
    open: (kind: KindName) => `Open that ${one(kind)}`,
    another: (kind: KindName) =>
      `To make another ${one(kind)} of it, give it a different name and save.`,
  },
  unsent: {
    title: (kind: KindName) => `Your ${one(kind)} is not saved`,
    why: {
      'session-ended':
        'You are signed out. What you entered is below. Sign in in a new tab, then come back and save it.',
      unavailable:
        'Part of AI GYM does not answer right now. What you entered is below. Wait a moment, then save it again.',
      timeout:
        'That took too long, so we do not know whether it arrived. Save it again: it can’t be made twice.',
    },
    signIn: 'Sign in in a new tab',
    again: 'Save it again',
    nothing: 'There is nothing here to save. Go back to the form, which may still hold it.',
  },
  gone: {
    title: (kind: KindName) => `This ${one(kind)} is deleted`,
    detail: (kind: KindName) =>
      kind === 'agent'
        ? 'Members don’t see it. Their conversations with it stay.'
        : 'Members don’t see it.',
    withWords: 'It was deleted while you had it open. What you entered is below.',
    restore: 'Bring it back',
    restoreWithWords: 'Bring it back with what I entered',
  },
  stale: {
    title: (kind: KindName) => `This ${one(kind)} was changed after you opened it`,
    detail: 'It was not deleted. Look at what it is now, then decide again.',
  },
}
