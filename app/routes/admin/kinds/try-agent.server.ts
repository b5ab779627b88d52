import { type AgentFields, amountsOf } from '~/features/content/agents/agent'
import { type AgentTrial, LONGEST_TRIAL, TRIAL_FIELD } from '~/features/content/agents/agent-trial'
import { firstCodes } from '~/features/content/form/first-codes'
import { countCharacters } from '~/features/content/item'
import { tryAgent } from '~/features/sandbox/answers/try-agent.server'
import { whichModels } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { paintsFor } from '~/platform/markdown/paints'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { agentTrialsWords } from '~/ui/strings/agent-trials'
import { entryOf, wordsIn } from '~/ui/strings/catalogue'
import type { Acting } from '../item/item-moves.server'
import type { ItemPost } from '../item/item-post.server'

/** The fields that a model is asked with: nothing else has to be right for it. */
const NEEDED = /^(instructions|models|style|temperature|length|tokens)/

/**
 * Asks the agent of a form one question, and says what came of it.
 *
 * @throws AppError unless a coach of the community asks
 */
export async function tryOut(
  post: ItemPost<AgentFields>,
  fields: AgentFields,
  { context, actor, params }: Acting,
): Promise<AgentTrial> {
  const { db, answers, log, env, language } = context
  const { problems } = wordsIn(language.tag, agentTrialsWords)
  const given = post.submission.payload[TRIAL_FIELD]
  const question = typeof given === 'string' ? given : ''
  const say = (code: string) => entryOf(problems, code) ?? problems.unexpected
  const refuse = (code: string): AgentTrial => ({ question, html: null, problem: say(code) })

  if (question === '') return refuse('trial.empty')
  if (countCharacters(question) > LONGEST_TRIAL) return refuse('trial.long')
  const wrong = Object.keys(firstCodes(post.submission.reply().error)).filter((name) =>
    NEEDED.test(name),
  )
  if (wrong.includes('instructions')) return refuse('instructions')
  if (wrong.length > 0) return refuse('fields')

  const { title, instructions, models } = fields
  try {
    const { text, failure } = await tryAgent(
      params.community ?? '',
      {
        question,
        request: {
          agentName: title,
          instructions,
          ...amountsOf(fields),
        },
        models,
      },
      { db, answers, actor, log, models: whichModels(env) },
    )
    return {
      question,
      html: text === '' ? null : renderMarkdown(text, await paintsFor(text)),
      problem: failure && say(failure),
    }
  } catch (error) {
    // Whoever may ask is told why not now, beside the form; who may not is led away as from any page.
    if (!(error instanceof AppError) || (error.status !== 429 && error.status !== 409)) throw error
    return refuse(error.code)
  }
}
