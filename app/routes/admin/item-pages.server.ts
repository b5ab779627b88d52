import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findCoachedItem } from '~/features/content/find-items.server'
import type { ItemFields } from '~/features/content/item'
import type { KindOnServer } from '~/features/content/kind-on-server'
import { deskPath } from '~/features/content/kinds'
import { changeItem, createItem, updateItem } from '~/features/content/save-item.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { forPeople } from '../guard.server'
import {
  answerForm,
  type ItemPost,
  readItemPost,
  refuseConflict,
  refuseFields,
  refuseMadeBefore,
  refuseName,
} from './item-post.server'
import type { StaleReply } from './item-reply'
import { forItemPosts } from './unsent.server'

/** What the page of a new item is loaded with. */
export function loadNew<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forPeople(async ({ request, context, actor, params }: Loading) => {
    const { db, language } = context
    const community = await findCommunity(db, actor, params.community)
    requireCoach(community)
    const start = new URL(request.url).searchParams.get('start')
    const defaults = kind.begin(start, language.tag)
    return { slug: community.slug, start, defaults, key: crypto.randomUUID() }
  })
}

/** Makes an item. */
export function actNew<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forItemPosts(kind, async ({ request, context, params, actor }: Acting) => {
    const { db, jar, language } = context
    const community = params.community ?? ''
    const post = await readItemPost(kind, request)
    const { wish, submission } = post
    const asked = answerForm(kind, post, language.tag)
    if (asked || submission.status !== 'success') {
      requireCoach(await findCommunity(db, actor, community))
      return asked ?? refuseFields(post)
    }
    const fields = submission.value
    const publish = wish.intent === 'publish'
    let id: string
    try {
      const key = wish.key ?? crypto.randomUUID()
      const made = await createItem(db, kind, { community, fields, publish, key })
      id = made.id
      if (!made.settled) return refuseMadeBefore(post, id)
    } catch (error) {
      return refuseConflict(post, error)
    }
    setFlash(jar, publish ? `content.published-${kind.kind}` : 'content.created', {
      title: fields.title,
    })
    throw redirect(`${deskPath(community, kind.kind)}/${id}`, 303)
  })
}

/** What the page of an item is loaded with. */
export function loadEdit<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forPeople(async ({ context: { db, language }, actor, params }: Loading) => {
    const slug = params.community ?? ''
    const asked = findCoachedItem(db, kind, slug, params.item)
    // Whether this page is theirs is told first.
    asked.catch(() => {})
    requireCoach(await findCommunity(db, actor, slug))
    const item = await asked
    return { slug, item, preview: kind.preview?.(item, language.tag) ?? null }
  })
}

/** Whatever is asked of an item's page. */
export function actEdit<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forItemPosts(kind, async (args: Acting) => {
    const post = await readItemPost(kind, args.request)
    const target: Target = { kind: kind.kind, args }
    switch (post.wish.intent) {
      case 'take-back':
        return takeBack(target)
      case 'delete':
        return remove(target, post)
      case 'restore':
        return restore(target, post)
      default:
        return save(kind, target, post)
    }
  })
}

type Loading = LoaderFunctionArgs & { actor: Person }
type Acting = ActionFunctionArgs & { actor: Person }

interface Target {
  kind: KindOnServer<ItemFields>['kind']
  args: Acting
}

const listOf = ({ kind, args }: Target) => deskPath(args.params.community ?? '', kind)
const pageOf = (target: Target) => `${listOf(target)}/${target.args.params.item}`
const idOf = ({ args: { params } }: Target) => ({
  community: params.community ?? '',
  id: params.item,
})

async function takeBack(target: Target) {
  const { db, jar } = target.args.context
  const { title } = await changeItem(db, target.kind, 'take-back', idOf(target))
  setFlash(jar, target.kind === 'agent' ? 'agents.taken-back' : 'content.taken-back', { title })
  throw redirect(pageOf(target), 303)
}

async function remove(target: Target, { wish }: ItemPost) {
  const { db, jar } = target.args.context
  try {
    const { title } = await changeItem(db, target.kind, 'delete', {
      ...idOf(target),
      ...(wish.version === undefined ? {} : { version: wish.version }),
    })
    setFlash(jar, 'content.deleted', { title })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== `${target.kind}.changed`) throw error
    const stale: StaleReply = { kind: 'stale' }
    return data(stale, { status: 409 })
  }
  throw redirect(listOf(target), 303)
}

/** Brings back what is saved; with another item of its name there, the form asks for a new one. */
async function restore(target: Target, post: ItemPost) {
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

async function save<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  target: Target,
  post: ItemPost<Fields>,
) {
  const { context, actor, params } = target.args
  const { db, jar } = context
  const { wish, submission } = post
  const asked = answerForm(kind, post, context.language.tag)
  if (asked || submission.status !== 'success') {
    requireCoach(await findCommunity(db, actor, params.community))
    return asked ?? refuseFields(post)
  }
  const fields = submission.value
  const over = wish.intent.endsWith('-over')
  const publish = wish.intent.startsWith('publish')
  const also = publish ? 'publish' : wish.intent === 'restore-save' ? 'restore' : null
  // Without a version nothing says what the coach saw: 0 is nobody's, and so answered as a change.
  const version = (over ? wish.over : wish.version) ?? 0
  try {
    await updateItem(db, kind, { ...idOf(target), version, fields, also })
  } catch (error) {
    return refuseConflict(post, error)
  }
  const flash = publish ? `published-${kind.kind}` : also === 'restore' ? 'restored' : 'saved'
  setFlash(jar, `content.${flash}`, { title: fields.title })
  throw redirect(pageOf(target), 303)
}
