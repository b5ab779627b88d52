import { wordsIn } from '~/ui/strings/catalogue'
import { queueWords } from '~/ui/strings/queue'
import type { Place } from '../answers/answer-job'

/** Says, in a language, where an answer stands among those that wait. */
export const placeWords =
  (language: string) =>
  ({ before, own }: Place): string => {
    const words = wordsIn(language, queueWords)
    if (own) return words.own
    return before > 0 ? words.before(before) : words.next
  }
