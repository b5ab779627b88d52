/** The form in which coaches make something of any kind. */
import { type KindName, kindNames } from './kinds'

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
  'title.taken': ({ kind }: About) => `Another ${one(kind)} has this name. Choose a different one.`,
  'summary.long': tooLong('The summary'),
  'tags.long': ({ what }: About) => `The tag “${what}” is too long. Shorten it to 40 characters.`,
  'tags.many': 'At most 12 tags fit. Keep the best.',
  unknown: 'This can’t be used as it is. Change it.',
}

export const words = {
  problems,
  form: {
    editTitle: (title: string) => `Edit ${title}`,
    title: 'Name',
    summary: 'Summary',
    tags: 'Tags',
    tagsHint: 'Words to find it by, with commas between them.',
    saveDraft: 'Save draft',
    saveLive: 'Save changes',
    publish: (kind: KindName) => `Publish ${one(kind)}`,
    liveNote: 'Members have it: what you save reaches them at once.',
    draftNote: 'Only coaches see it.',
    preview: 'Preview',
    previewStale: 'As it was last saved.',
    previewOf: 'As you entered it. Nothing is saved yet.',
    submit: 'Ask for a review',
    submitLive: 'Save and ask for a review',
    submitLiveNote: 'Members don’t see it until somebody else has published it.',
    reviewNote: 'In review: only coaches see it.',
    restore: 'Bring it back',
    restoreWithWords: 'Bring it back with what I entered',
    over: {
      save: 'Save mine over it',
      publish: 'Publish mine over it',
      submit: 'Save mine over it and ask for a review',
    },
    unsaved: 'What you changed is not saved. Leave this page all the same?',
  },
}
