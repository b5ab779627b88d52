import { data } from '@remix-run/cloudflare'
import { wishSchema } from '~/features/content/agent.schema'
import { parseAgentForm } from '~/features/content/agent-form-data'
import { AppError } from '~/platform/errors'
import type { AgentObstacle, AgentReply, UnsentReason } from './agent-reply'

/**
 * What was posted: the wish, and the agent's fields as far as they could be used.
 *
 * @throws AppError `invalid` (422) when the body is no form
 */
export async function readAgentPost(request: Request) {
  let form: FormData
  try {
    form = await request.formData()
  } catch (cause) {
    throw new AppError('invalid', 422, { cause })
  }
  // The form library's words to itself: nothing of ours sends them.
  form.delete('__intent__')
  form.delete('__state__')
  const wish = wishSchema().parse(
    Object.fromEntries(
      ['intent', 'version', 'over', 'key'].map((name) => [name, given(form, name)]),
    ),
  )
  return { wish, submission: parseAgentForm(form) }
}

function given(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export type AgentPost = Awaited<ReturnType<typeof readAgentPost>>

function answer(
  { wish }: AgentPost,
  status: number,
  reply: Pick<AgentReply, 'submission'> & Partial<AgentReply>,
) {
  const whole: AgentReply = {
    kind: 'form',
    stamp: crypto.randomUUID(),
    obstacle: null,
    publish: wish.intent.startsWith('publish'),
    version: wish.version ?? null,
    made: null,
    ...reply,
  }
  return data(whole, { status })
}

/** The form again, with what is wrong beside its fields: 422. */
export function refuseFields(post: AgentPost) {
  return answer(post, 422, { submission: post.submission.reply() })
}

const OBSTACLES: Record<string, AgentObstacle> = {
  'agent.changed': 'changed',
  'agent.deleted': 'deleted',
}

/**
 * The form again, with all that was entered, when the agent itself stands in the way: 409.
 *
 * @throws error when it is something else
 */
export function refuseConflict(post: AgentPost, error: unknown) {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'agent.name-taken') {
    const submission = post.submission.reply({ fieldErrors: { title: ['title.taken'] } })
    return answer(post, 409, { submission })
  }
  const obstacle = OBSTACLES[error.code]
  if (!obstacle) throw error
  return answer(post, 409, { submission: withhold(post), obstacle })
}

/** An agent can't come back under a name that is another's: 409, its form with what is saved. */
export function refuseName(post: AgentPost) {
  return answer(post, 409, {
    submission: { status: 'error', error: { title: ['title.taken'] } },
  })
}

/** The form has made an agent before, and that one has changed: 409. */
export function refuseMadeBefore(post: AgentPost, made: string) {
  return answer(post, 409, { submission: withhold(post), obstacle: 'made-before', made })
}

/** The form again, in place, when nobody could take it. */
export function refuseUnsent(post: AgentPost, why: UnsentReason, status: number) {
  return answer(post, status, { submission: withhold(post), obstacle: why })
}

/** Nothing is wrong with what was entered, and still it is not saved. */
function withhold({ submission }: AgentPost) {
  return submission.reply({ formErrors: ['not-saved'] })
}
