import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { communityWords } from '~/ui/strings/community'
import type { FormReply } from '../form-reply'

/** What a refused form says, in the words of the community's catalogue. */
export function useReplyWords(reply: FormReply | undefined) {
  const community = useWords(communityWords)
  return {
    /** What is wrong with a field. */
    wrong(name: string): string | undefined {
      const code = reply?.errors[name]
      return code ? (entryOf(community.wrong, code) ?? community.wrong.unknown) : undefined
    },
    /** What is wrong with the whole. */
    problem: reply?.problem
      ? (entryOf(community.problems, reply.problem) ?? community.problems.refused)
      : null,
  }
}
