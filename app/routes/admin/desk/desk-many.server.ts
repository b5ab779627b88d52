import { data, redirect } from '@remix-run/cloudflare'
import type { Database } from '~/data/database.server'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { isPlatformAdmin } from '~/features/communities/my-communities.server'
import { changeMany, type Outcome, type Ticked } from '~/features/content/desk/change-many.server'
import {
  MANY_CHANGES,
  MANY_EXPORT,
  MANY_LIMITS,
  type ManyChange,
} from '~/features/content/desk/many'
import { exportPath } from '~/features/content/exchange/chosen'
import type { Person } from '~/platform/auth/actor'
import type { CookieJar } from '~/platform/auth/cookie-jar.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import type { ManyReply } from './many-reply'

/** The value of the choice of a community that is the platform. No address is that. */
export const PLATFORM = '*'

/** What a ticked box sends: an item, and the version that the coach saw. */
function readTicked(form: FormData): Ticked[] {
  return form.getAll('items').flatMap((value) => {
    const [id, version] = typeof value === 'string' ? value.split('.') : []
    const number = Number(version)
    return isUuid(id) && Number.isInteger(number) && number > 0 && number < 2 ** 31
      ? [{ id, version: number }]
      : []
  })
}

const textOf = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim().slice(0, 200) : ''
}

/** What is wrong with a wish, before anything is asked of the database. */
function problemOf(
  change: ManyChange | typeof MANY_EXPORT | undefined,
  items: Ticked[],
  tag: string,
  to: string,
) {
  if (!change) return 'change.invalid'
  if (items.length === 0) return 'items.none'
  if (items.length > MANY_LIMITS.items) return 'items.many'
  if (change === 'tag' || change === 'untag') {
    if (tag === '') return 'tag.missing'
    if ([...tag].length > MANY_LIMITS.tag || /\p{Cc}/u.test(tag)) return 'tag.invalid'
  }
  return change === 'copy' && to === '' ? 'to.missing' : null
}

interface Asked {
  db: Database
  actor: Person
  jar: CookieJar
  /** Whose items they are, by its address; null: the platform's. */
  community: string | null
  form: FormData
  /** The list, to which one is led when all was done. */
  here: string
}

/** Who asks runs the community, or the platform: an answer with their items is for nobody else. */
async function requireRunning(db: Database, actor: Person, community: string | null) {
  if (community !== null) return requireCoach(await findCommunity(db, actor, community))
  if (!(await isPlatformAdmin(db, actor))) throw new AppError('not-allowed', 403)
}

/** The change that was wished for. Only communities have exports. */
function readChange(form: FormData, community: string | null) {
  const asked = form.get('change')
  if (asked === MANY_EXPORT && community !== null) return MANY_EXPORT
  return MANY_CHANGES.find((each) => each === asked)
}

/** Does one thing to all items that were ticked, and says what became of each. */
export async function actOnMany({ db, jar, actor, community, form, here }: Asked) {
  const change = readChange(form, community)
  const items = readTicked(form)
  const [tag, to] = [textOf(form, 'tag'), textOf(form, 'to')]
  const answer = (status: number, rest: Partial<ManyReply>) => {
    const reply: ManyReply = {
      kind: 'many',
      stamp: crypto.randomUUID(),
      problem: null,
      done: 0,
      left: [],
      ticked: items.map(({ id }) => id),
      tag,
      to,
      ...rest,
    }
    return data(reply, { status })
  }
  const problem = problemOf(change, items, tag, to)
  if (!change || problem) {
    await requireRunning(db, actor, community)
    return answer(422, { problem })
  }
  if (change === MANY_EXPORT) {
    await requireRunning(db, actor, community)
    throw redirect(
      exportPath(
        community ?? '',
        items.map(({ id }) => id),
      ),
      303,
    )
  }
  const asked = { community, change, items, tag, to: to === PLATFORM ? null : to }
  const outcomes = await changeMany(db, change === 'copy' ? asked : { ...asked, to: null })
  const left = outcomes.filter((each): each is Outcome & { code: string } => each.code !== null)
  const done = outcomes.length - left.length
  if (left.length > 0) {
    return answer(done > 0 ? 200 : 409, { done, left, ticked: left.map(({ id }) => id) })
  }
  setFlash(jar, `many.${change}`, { n: String(done), tag })
  throw redirect(here, 303)
}
