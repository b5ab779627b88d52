import { useStrings } from '~/ui/strings'
import type { FormReply } from '../form-reply'

/** What a refused form says, in the words of the community's catalogue. */
export function useReplyWords(reply: FormReply | undefined) {
  const { community } = useStrings()
  return {
    /** What is wrong with a field. */
    wrong(name: string): string | undefined {
      const code = reply?.errors[name]
      return code ? (community.wrong[code] ?? community.wrong.unknown) : undefined
    },
    /** What is wrong with the whole. */
    problem: reply?.problem
      ? (community.problems[reply.problem] ?? community.problems.refused ?? null)
      : null,
  }
}
