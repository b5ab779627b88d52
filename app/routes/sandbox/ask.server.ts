import type { AppLoadContext } from '@remix-run/cloudflare'
import { noteUse } from '~/features/content/prompts/note-use.server'
import { type Asked, retryAnswer, sendMessage } from '~/features/sandbox/answers/ask-agent.server'
import {
  firstCode,
  messageSchema,
  retrySchema,
} from '~/features/sandbox/conversation/message.schema'
import { whichModels } from '~/platform/ai/which-model'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'

type Fields = Record<string, string>

/** Who makes the request. @throws AppError `session-ended` (401) when nobody does. */
export function personOf({ actor, auth }: AppLoadContext): Person {
  if (actor.kind === 'person') return actor
  if (actor.authDown) throw new AppError('unavailable', 503, { retryAfter: 5 })
  auth.forget()
  throw new AppError('session-ended', 401)
}

/**
 * Keeps what a form asks: a new message, another one in the place of an earlier, or another answer
 * to one. `conversation` or `agent` says with whom.
 *
 * @throws AppError with a code of `sandbox-problems.problems`
 */
export async function askFromForm(
  context: AppLoadContext,
  community: string,
  fields: Fields,
): Promise<Asked> {
  const { db, answers, env } = context
  const models = whichModels(env)
  if (fields.intent === 'retry' || fields.intent === 'continue') {
    const retry = retrySchema().safeParse(fields)
    if (!retry.success) throw new AppError(firstCode(retry.error), 422)
    answers.expect(personOf(context).userId)
    const { answer, post_key, agent } = retry.data
    const goOn = fields.intent === 'continue'
    return retryAnswer(db, answer, post_key, { models, agent: agent ?? null, goOn })
  }
  // What stands in the form of a message is not always to be sent.
  if (fields.instead) throw new AppError('stale', 422)
  const message = messageSchema().safeParse({ ...fields, after: fields.after || undefined })
  if (!message.success) throw new AppError(firstCode(message.error), 422)
  const { conversation, agent, prompt } = fields
  if (!isUuid(conversation) && !isUuid(agent)) throw new AppError('not-found', 404)
  // It wakes up while the message travels to Postgres.
  answers.expect(personOf(context).userId)
  const { message: text, post_key: key, after, edits } = message.data
  const to = isUuid(conversation)
    ? { conversation, ...(after ? { after } : {}), ...(edits ? { edits } : {}) }
    : { agent: agent ?? '' }
  const [asked] = await Promise.all([
    sendMessage(db, { community, to, text, key, models }),
    isUuid(prompt) && !edits
      ? noteUse(db, { community, prompt, to: 'agent' in to ? { key } : to })
      : null,
  ])
  return asked
}
