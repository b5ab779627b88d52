import { late } from '~/ui/late'
import { useWords } from '~/ui/strings'
import { sandboxWords } from '~/ui/strings/sandbox'
import * as words from './problem-words'

const server = import.meta.env.SSR
const load = () => import('./problem-words')

/** Said where even the words can't be fetched, which is when the connection broke. */
function Unsure() {
  return <>{useWords(sandboxWords).unsure}</>
}

const LateProblem = late(server ? words.ProblemWords : null, () =>
  load().then(
    (m) => m.ProblemWords,
    () => Unsure,
  ),
)

export const FailureWords = late(server ? words.FailureWords : null, () =>
  load().then(
    (m) => m.FailureWords,
    () => Unsure,
  ),
)

/** What is wrong with a post; a connection that broke is named without fetching anything. */
export function ProblemWords(problem: words.Problem) {
  return problem.code === 'unsure' ? <Unsure /> : <LateProblem {...problem} />
}
