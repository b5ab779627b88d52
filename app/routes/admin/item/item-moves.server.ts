import { type ActionFunctionArgs, data, redirect } from '@remix-run/cloudflare'
import type { ItemFields } from '~/features/content/item'
import type { KindOnServer } from '~/features/content/kind-on-server'
import { deskPath } from '~/features/content/kinds'
import { readLocalTime } from '~/features/content/plan.server'
import { editorPath, PLATFORM_DESK } from '~/features/content/platform-path'
import { changeItem, handOverItem, scheduleItem } from '~/features/content/save-item.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { type ItemPost, refuseName } from './item-post.server'
import type { PlanReply, StaleReply } from './item-reply'
import { requireEditor } from './require-editor.server'

export type Acting = ActionFunctionArgs & { actor: Person }

/** The item that a post is about. */
export interface Target {
  kind: KindOnServer<ItemFields>['kind']
  args: Acting
}

/** Its page. */
export const pageOf = ({ kind, args: { params } }: Target) =>
  `${editorPath(params.community ?? null, kind)}/${params.item}`
export const idOf = ({ args: { params } }: Target) => ({
  community: params.community ?? null,
  id: params.item,
})

/** What was planned could not be: the page again, with what was entered beside what is wrong. */
function refusePlan(status: number, reply: Omit<PlanReply, 'kind'>) {
  const plan: PlanReply = { kind: 'plan', ...reply }
  return data(plan, { status })
}

/** Plans when the item goes out, or that it does not. */
export async function schedule(target: Target, { wish }: ItemPost) {
  const { context, actor, params } = target.args
  const entered = wish.publishAt ?? ''
  const local = wish.intent === 'schedule' ? readLocalTime(entered) : null
  const refuse = (status: number, code: string) =>
    refusePlan(status, { field: 'publishAt', code, entered })
  if (wish.intent === 'schedule' && local === null) {
    await requireEditor(context.db, actor, params.community ?? null)
    return refuse(422, entered === '' ? 'schedule.missing' : 'schedule.invalid')
  }
  try {
    const item = { ...idOf(target), version: wish.version }
    const time = local === null ? null : { local, turn: wish.turn }
    const { title } = await scheduleItem(context.db, target.kind, item, time)
    setFlash(context.jar, `content.${time ? 'scheduled' : 'unscheduled'}`, { title })
  } catch (error) {
    if (error instanceof AppError && /^(schedule|content)\.(?!not-found)/.test(error.code)) {
      return refuse(error.status, error.code)
    }
    return refuseStale(target, error)
  }
  throw redirect(pageOf(target), 303)
}

/** Gives the item to another coach to look after. */
export async function handOver(target: Target, { wish }: ItemPost) {
  const { context, actor, params } = target.args
  const refuse = (code: string) =>
    refusePlan(422, { field: 'owner', code, entered: wish.owner ?? '' })
  if (!wish.owner) {
    await requireEditor(context.db, actor, params.community ?? null)
    return refuse('owner.missing')
  }
  try {
    const item = { ...idOf(target), version: wish.version }
    const { title } = await handOverItem(context.db, target.kind, item, wish.owner)
    setFlash(context.jar, 'content.handed-over', { title })
  } catch (error) {
    if (error instanceof AppError && error.code === 'owner.invalid') return refuse(error.code)
    return refuseStale(target, error)
  }
  throw redirect(pageOf(target), 303)
}

const MOVED = {
  'take-back': 'content.taken-back',
  'send-back': 'content.sent-back',
  archive: 'content.archived',
} as const

/** Takes the item along its lifecycle. */
export async function move(target: Target, change: keyof typeof MOVED, { wish }: ItemPost) {
  const { db, jar } = target.args.context
  try {
    const { title } = await changeItem(db, target.kind, change, {
      ...idOf(target),
      ...(wish.version === undefined ? {} : { version: wish.version }),
    })
    const agentBack = target.kind === 'agent' && change === 'take-back'
    setFlash(jar, agentBack ? 'agents.taken-back' : MOVED[change], { title })
  } catch (error) {
    return refuseStale(target, error)
  }
  throw redirect(pageOf(target), 303)
}

/** What was asked of a version that is not there any more is not done: 409. */
function refuseStale({ kind }: Target, error: unknown) {
  if (!(error instanceof AppError) || error.code !== `${kind}.changed`) throw error
  const stale: StaleReply = { kind: 'stale' }
  return data(stale, { status: 409 })
}

/** Deletes the item, as it was seen. */
export async function remove(target: Target, { wish }: ItemPost) {
  const { db, jar } = target.args.context
  try {
    const { title } = await changeItem(db, target.kind, 'delete', {
      ...idOf(target),
      ...(wish.version === undefined ? {} : { version: wish.version }),
    })
    setFlash(jar, 'content.deleted', { title })
  } catch (error) {
    return refuseStale(target, error)
  }
  const { community } = target.args.params
  throw redirect(community ? deskPath(community, target.kind) : PLATFORM_DESK, 303)
}

/** Brings back what is saved; with another item of its name there, the form asks for a new one. */
export async function restore(target: Target, post: ItemPost) {
  const { db, jar } = target.args.context
  try {
    const { title } = await changeItem(db, target.kind, 'restore', idOf(target))
    setFlash(jar, 'content.restored', { title })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== `${target.kind}.name-taken`) throw error
    return refuseName(post)
  }
  throw redirect(pageOf(target), 303)
}
