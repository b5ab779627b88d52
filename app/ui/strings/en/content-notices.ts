/** What stands in the way of a form in which coaches make something. */
import { type KindName, kindNames } from './kinds'

const one = (kind: KindName) => kindNames[kind].one

export const words = {
  conflict: {
    title: (kind: KindName) => `This ${one(kind)} was changed after you opened it`,
    detail:
      'Somebody saved it in the meantime, a coach or you in another tab. Nothing is overwritten: what you entered is below, what is saved now stands here. Choose one, or copy what you need into the form first.',
    savedNow: 'Saved now',
    yours: 'Yours',
    empty: '(empty)',
    same: 'What you entered is what is saved now.',
    takeTheirs: 'Drop mine, go on with what is saved',
  },
  review: {
    title: 'Somebody else has to publish this',
    detail:
      'In this community a second coach looks at what is published. What you entered is below: save it and ask for a review.',
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
    until: (day: string) => `It can be brought back until ${day}.`,
    withWords: 'It was deleted while you had it open. What you entered is below.',
  },
  stale: {
    title: (kind: KindName) => `This ${one(kind)} was changed after you opened it`,
    detail: 'It was not deleted. Look at what it is now, then decide again.',
  },
}
