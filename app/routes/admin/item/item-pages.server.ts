import { type LoaderFunctionArgs, redirect } from '@remix-run/cloudflare'
import { asksForReview, findCoachedItem } from '~/features/content/find-items.server'
import {
  type CoachedItem,
  ITEM_LIMITS,
  type ItemFields,
  type ItemPlan,
} from '~/features/content/item'
import type { KindOnServer } from '~/features/content/kind-on-server'
import { findCoaches } from '~/features/content/plan.server'
import { editorPath } from '~/features/content/platform-path'
import { createItem, updateItem } from '~/features/content/save-item.server'
import {
  findVersion,
  type KeptFile,
  readVersion,
} from '~/features/content/versions/find-versions.server'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { dayOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { contentMovesWords } from '~/ui/strings/content-moves'
import { contentNewWords } from '~/ui/strings/content-new'
import { contentVersionsWords } from '~/ui/strings/content-versions'
import { forPeople } from '../../guard.server'
import {
  type Acting,
  handOver,
  idOf,
  move,
  pageOf,
  remove,
  restore,
  schedule,
  type Target,
} from './item-moves.server'
import type { Plan } from './item-plan'
import {
  alsoOf,
  answerFile,
  answerForm,
  answerTrial,
  type ItemPost,
  readItemPost,
  refuseConflict,
  refuseFields,
  refuseMadeBefore,
} from './item-post.server'
import type { ItemReply } from './item-reply'
import { requireEditor } from './require-editor.server'
import { forItemPosts } from './unsent.server'

/** What the page of a new item is loaded with. */
export function loadNew<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forPeople(async ({ request, context, actor, params }: Loading) => {
    const { db, language } = context
    const slug = params.community ?? null
    const query = new URL(request.url).searchParams
    const [start, copied] = [query.get('start'), query.get('copy')]
    const original = copied === null ? null : findCoachedItem(db, kind, slug, copied)
    original?.catch(() => {})
    const [needsReview] = await Promise.all([
      slug !== null && asksForReview(db, slug),
      requireEditor(db, actor, slug),
    ])
    const defaults = original
      ? copyOf(kind, await original, wordsIn(language.tag, contentNewWords).copyOf)
      : kind.begin(start, language.tag)
    return { slug, start, copy: copied !== null, needsReview, defaults, key: crypto.randomUUID() }
  })
}

/** Asks what a form makes one question, as it stands. */
type TryOut<Fields extends ItemFields> = (
  post: ItemPost<Fields>,
  fields: Fields,
  args: Acting,
) => Promise<NonNullable<ItemReply['trial']>>

/** Makes an item. */
export function actNew<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  tryOut?: TryOut<Fields>,
) {
  return forItemPosts(kind, async (args: Acting) => {
    const { request, context, params } = args
    const { db, jar } = context
    const community = params.community ?? null
    const post = await readItemPost(kind, request)
    const { wish, submission } = post
    const asked = await answerUnsaved(kind, post, args, tryOut)
    if (asked || submission.status !== 'success') return asked ?? refuseFields(post)
    const fields = submission.value
    const also = alsoOf(wish.intent)
    const copied = new URL(request.url).searchParams.get('copy')
    let id: string
    try {
      const key = wish.key ?? crypto.randomUUID()
      const made = await createItem(db, kind, { community, fields, also, key, copied })
      id = made.id
      if (!made.settled) return refuseMadeBefore(post, id)
    } catch (error) {
      return refuseConflict(kind, post, error)
    }
    setFlash(jar, flashOf(kind.kind, also, 'created'), { title: fields.title })
    throw redirect(`${editorPath(community, kind.kind)}/${id}`, 303)
  })
}

/** What the page of an item is loaded with. */
export function loadEdit<Fields extends ItemFields>(kind: KindOnServer<Fields>) {
  return forPeople(async ({ request, context: { db, language }, actor, params }: Loading) => {
    const slug = params.community ?? null
    const number = readVersion(new URL(request.url).searchParams.get('version'))
    const version =
      number === null ? null : findVersion(db, kind, slug, { id: params.item, number })
    version?.catch(() => {})
    const asked = findCoachedItem(db, kind, slug, params.item)
    // Whether this page is theirs is told first.
    asked.catch(() => {})
    const coaches = slug === null ? Promise.resolve([]) : findCoaches(db, slug)
    coaches.catch(() => {})
    await requireEditor(db, actor, slug)
    // What the page says in its own words is not sent as it is.
    const { goneAt, publishAt, ...rest } = await asked
    const item = rest as unknown as CoachedItem<Fields>
    const kept = version === null ? null : await version
    const old = kept?.fields ?? null
    const shown = old ? { ...item, ...old } : item
    const until = goneAt && dayOf(goneAt, wordsIn(language.tag, commonWords)).label
    const plan: Plan = {
      goesOut: goesOutOf(publishAt, item.timeZone, language.tag),
      coaches: await coaches,
    }
    return {
      slug,
      item,
      old,
      number,
      oldSays: kept && oldSays(kept.files, number ?? 0, language.tag),
      until,
      plan,
      preview: (await kind.preview?.(shown, language.tag)) ?? null,
    }
  })
}

/** Whatever is asked of an item's page. */
export function actEdit<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  tryOut?: TryOut<Fields>,
) {
  return forItemPosts(kind, async (args: Acting) => {
    const post = await readItemPost(kind, args.request)
    const target: Target = { kind: kind.kind, args }
    switch (post.wish.intent) {
      case 'take-back':
      case 'send-back':
      case 'archive':
        return move(target, post.wish.intent, post)
      case 'schedule':
      case 'unschedule':
        return schedule(target, post)
      case 'hand-over':
        return handOver(target, post)
      case 'delete':
        return remove(target, post)
      case 'restore':
        return restore(target, post)
      default:
        return save(kind, target, post, tryOut)
    }
  })
}

type Loading = LoaderFunctionArgs & { actor: Person }

/** When an item goes out by itself, in a sentence. */
function goesOutOf(
  publishAt: ItemPlan['publishAt'],
  timeZone: string,
  language: string,
): string | null {
  if (!publishAt) return null
  const at = new Date(publishAt)
  const { goesOut, heldBack } = wordsIn(language, contentMovesWords).plan
  // The clock's job comes by each minute.
  const late = Date.now() - at.getTime() > 5 * 60_000
  return late ? heldBack(at, timeZone) : goesOut(at, timeZone)
}

/** What a form that holds an old version does, files and all. */
function oldSays(files: KeptFile[], number: number, language: string): string {
  const { inForm } = wordsIn(language, contentVersionsWords)
  return inForm(number, files.map(({ name }) => name).join(', '))
}

/** The words for what a save has done. */
function flashOf(
  kind: Target['kind'],
  also: 'publish' | 'submit' | 'restore' | null,
  plain: 'created' | 'saved',
): string {
  if (also === 'publish') return `content.published-${kind}`
  return `content.${also === 'submit' ? 'submitted' : also === 'restore' ? 'restored' : plain}`
}

/** What a new item begins with that is a copy of another. */
function copyOf<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  item: Fields,
  name: (title: string) => string,
): Fields {
  const title = [...name(item.title)].slice(0, ITEM_LIMITS.title).join('')
  return kind.fieldsOf({ ...item, title })
}

/**
 * The form again where it was asked for something that saves nothing.
 *
 * @returns null when it was sent to be saved, which a coach asks where it can't be
 */
async function answerUnsaved<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  post: ItemPost<Fields>,
  args: Acting,
  tryOut?: TryOut<Fields>,
) {
  const { context, actor, params } = args
  const community = params.community ?? null
  const allowed = () => requireEditor(context.db, actor, community)
  if (post.asked === 'import') {
    await allowed()
    return answerFile(kind, post)
  }
  if (post.asked === 'preview' && tryOut && community !== null) {
    // Side by side: one batch.
    const fields = kind.fieldsOf(post.submission.payload)
    const [, trial] = await Promise.all([allowed(), tryOut(post, fields, args)])
    return answerTrial(post, trial)
  }
  const asked = await answerForm(kind, post, context.language.tag)
  if (asked || post.submission.status !== 'success') await allowed()
  return asked
}

async function save<Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  target: Target,
  post: ItemPost<Fields>,
  tryOut?: TryOut<Fields>,
) {
  const { request, context } = target.args
  const { db, jar } = context
  const { wish, submission } = post
  const asked = await answerUnsaved(kind, post, target.args, tryOut)
  if (asked || submission.status !== 'success') return asked ?? refuseFields(post)
  const fields = submission.value
  const over = wish.intent.endsWith('-over')
  const also = wish.intent === 'restore-save' ? 'restore' : alsoOf(wish.intent)
  // Without a version nothing says what the coach saw: 0 is nobody's, and so answered as a change.
  const version = (over ? wish.over : wish.version) ?? 0
  const kept = readVersion(new URL(request.url).searchParams.get('version'))
  try {
    await updateItem(db, kind, { ...idOf(target), version, fields, also, kept })
  } catch (error) {
    return refuseConflict(kind, post, error)
  }
  setFlash(jar, flashOf(kind.kind, also, 'saved'), { title: fields.title })
  throw redirect(pageOf(target), 303)
}
