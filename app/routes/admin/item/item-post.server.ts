import { data } from '@remix-run/cloudflare'
import { firstCodes } from '~/features/content/form/first-codes'
import { type Intent, wishSchema } from '~/features/content/form/item.schema'
import type { ItemFields } from '~/features/content/item'
import type { KindOnServer } from '~/features/content/kind-on-server'
import { AppError } from '~/platform/errors'
import type { ItemObstacle, ItemReply, UnsentReason } from './item-reply'

/**
 * What was posted: the wish, and the item's fields as far as they could be used.
 *
 * @throws AppError `invalid` (422) when the body is no form
 */
export async function readItemPost<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  request: Request,
) {
  let form: FormData
  try {
    form = await request.formData()
  } catch (cause) {
    throw new AppError('invalid', 422, { cause })
  }
  // The form library's words to itself: nothing of ours sends them.
  form.delete('__intent__')
  form.delete('__state__')
  // A file is no field: nothing of it travels back with the form.
  const source = form.get('source')
  form.delete('source')
  const wish = wishSchema().parse(
    Object.fromEntries(
      ['intent', 'version', 'over', 'key', 'publishAt', 'turn', 'owner'].map((name) => [
        name,
        given(form, name),
      ]),
    ),
  )
  const file = source instanceof File && source.size > 0 ? source : null
  return { wish, asked: given(form, 'intent') ?? '', file, submission: kind.parse(form) }
}

function given(form: FormData, name: string): string | undefined {
  const value = form.get(name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export type ItemPost<Fields extends ItemFields = ItemFields> = Awaited<
  ReturnType<typeof readItemPost<Fields>>
>

function answer({ wish, submission }: ItemPost, status: number, reply: Partial<ItemReply> = {}) {
  const whole: ItemReply = {
    kind: 'form',
    stamp: crypto.randomUUID(),
    entered: submission.payload,
    codes: {},
    obstacle: null,
    also: alsoOf(wish.intent),
    version: wish.version ?? null,
    made: null,
    preview: null,
    trial: null,
    changed: null,
    ...reply,
  }
  return data(whole, { status })
}

/** The form again, with what is wrong beside its fields: 422. */
export function refuseFields(post: ItemPost) {
  return answer(post, 422, { codes: firstCodes(post.submission.reply().error) })
}

/** What else than saving an intent asks for. */
export function alsoOf(intent: Intent): ItemReply['also'] {
  if (intent.startsWith('publish')) return 'publish'
  return intent.startsWith('submit') ? 'submit' : null
}

const OBSTACLES: Record<string, ItemObstacle> = {
  changed: 'changed',
  deleted: 'deleted',
  'needs-review': 'needs-review',
}

/**
 * The form again, with all that was entered, when the item itself stands in the way: 409.
 *
 * @throws error when it is something else
 */
export function refuseConflict<Fields extends ItemFields>(
  { emptyAt }: KindOnServer<Fields>,
  post: ItemPost,
  error: unknown,
) {
  if (!(error instanceof AppError)) throw error
  const why = error.code.split('.')[1] ?? ''
  if (why === 'name-taken') return answer(post, 409, { codes: { title: 'title.taken' } })
  if (why === 'empty' && emptyAt)
    return answer(post, 422, { codes: { [emptyAt]: `${emptyAt}.missing` } })
  const obstacle = OBSTACLES[why]
  if (!obstacle) throw error
  return answer(post, 409, { obstacle })
}

/** An item can't come back under a name that is another's: 409, its form with what is saved. */
export function refuseName(post: ItemPost) {
  return answer(post, 409, { entered: null, codes: { title: 'title.taken' } })
}

/** The form has made an item before, and that one has changed: 409. */
export function refuseMadeBefore(post: ItemPost, made: string) {
  return answer(post, 409, { obstacle: 'made-before', made })
}

/** The form again, in place, when nobody could take it. */
export function refuseUnsent(post: ItemPost, why: UnsentReason, status: number) {
  return answer(post, status, { obstacle: why })
}

/**
 * The form again, with what a file brings into it. Callers check that a coach asks: reading a file is
 * work.
 *
 * @returns null when nothing of the kind was asked
 */
export async function answerFile<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  post: ItemPost<Fields>,
) {
  const fields = kind.fieldsOf(post.submission.payload)
  const refuse = (code: string, status: number) => answer(post, status, { codes: { source: code } })
  if (!post.file) return refuse('source.missing', 422)
  try {
    const brought = await kind.bringIn?.(fields, post.file)
    return brought
      ? answer(post, 200, { entered: { ...brought.fields }, changed: brought.changed })
      : refuse('source.type', 422)
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('source.')) throw error
    return refuse(error.code, error.status)
  }
}

/** The form again, with what came of asking what it makes: 422 where it could not be asked. */
export function answerTrial(post: ItemPost, trial: NonNullable<ItemReply['trial']>) {
  return answer(post, trial.html === null ? 422 : 200, { trial })
}

/**
 * The form again where it was only asked for something that saves nothing: a preview, one more line.
 *
 * @returns null when the form was sent to be saved
 */
export async function answerForm<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  post: ItemPost<Fields>,
  language: string,
) {
  const fields = kind.fieldsOf(post.submission.payload)
  if (post.asked === 'preview') {
    return answer(post, 200, { preview: (await kind.preview?.(fields, language)) ?? null })
  }
  const reworked = kind.rework?.(fields, post.asked)
  if (!reworked) return null
  return answer(post, 200, { entered: { ...reworked.fields }, changed: reworked.changed })
}
