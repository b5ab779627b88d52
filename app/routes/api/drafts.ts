import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/cloudflare'
import { draftSchema, firstCode } from '~/features/sandbox/conversation/message.schema'
import { keepDraft } from '~/features/sandbox/drafts/drafts.server'
import { AppError } from '~/platform/errors'
import { readFields } from '../form.server'
import { personOf } from '../sandbox/ask.server'
import { problemJson } from './problem-json.server'

/** Keeps what is being typed into a conversation of one's own: `{ at }` once it is kept. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  try {
    personOf(context)
    const { conversation, message } = await readFields(request)
    const draft = draftSchema().safeParse(message)
    if (!draft.success) throw new AppError(firstCode(draft.error), 422)
    return Response.json({ at: await keepDraft(context.db, conversation, draft.data) })
  } catch (error) {
    return problemJson(error, context)
  }
}

/** Only a post means anything here. */
export function loader({ context }: { context: AppLoadContext }): Response {
  return problemJson(new AppError('not-found', 404), context)
}
