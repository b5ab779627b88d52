import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import type { AnswerEnd } from '../answers/answer-job'

/**
 * Says what is wrong with a post, by its code, and when it can be sent again; a code without words
 * reads as `unexpected`.
 */
export function useProblems(): (code: string, retryAfter?: number | null) => string {
  const { problems, again } = useWords(sandboxProblemWords)
  return (code, retryAfter) =>
    code === 'limited' && retryAfter
      ? again(retryAfter)
      : (entryOf(problems, code) ?? problems.unexpected)
}

export interface Problem {
  code: string
  /** Seconds until another try makes sense, where that is known. */
  retryAfter?: number | null
}

/** What is wrong with a post, by its code, and when it can be sent again. */
export function ProblemWords({ code, retryAfter }: Problem) {
  return <>{useProblems()(code, retryAfter)}</>
}

/** Why an answer came to no good end, by its code; without words for it, what its status says. */
export function FailureWords({
  code,
  status,
}: {
  code: string | null
  status: AnswerEnd['status'] | 'streaming' | 'gone'
}) {
  const { failures } = useWords(sandboxProblemWords)
  const { statusStopped, statusCutOff, statusFailed } = useWords(conversationWords)
  const said = {
    stopped: statusStopped,
    cut_off: statusCutOff,
    gone: statusCutOff,
    failed: statusFailed,
    complete: null,
    streaming: null,
  }[status]
  return <>{(code && entryOf(failures, code)) || said}</>
}
