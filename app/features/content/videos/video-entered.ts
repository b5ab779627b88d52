import { type Entered, listOf, sharedEntered, textOf, thingOf } from '../form/entered'
import type { Chapter, VideoFields } from './video'

export const emptyChapter = (): Chapter => ({ at: '', title: '' })

/** What a form holds, as a video's fields; what is empty was left empty. */
export const videoEntered = (entered: Entered): VideoFields => ({
  ...sharedEntered(entered),
  address: textOf(entered.address),
  length: textOf(entered.length),
  chapters: listOf(entered.chapters).map((each) => {
    const { at, title } = thingOf(each)
    return { at: textOf(at), title: textOf(title) }
  }),
  transcript: textOf(entered.transcript),
})
