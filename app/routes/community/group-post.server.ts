import { redirect } from '@remix-run/cloudflare'
import type { Database } from '~/data/database.server'
import { groupFields } from '~/features/communities/community.schema'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import {
  addToGroup,
  changeGroup,
  dissolveGroup,
  takeFromGroup,
} from '~/features/communities/groups.server'
import type { Person } from '~/platform/auth/actor'
import type { CookieJar } from '~/platform/auth/cookie-jar.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { addressesIn, MOST_ADDRESSES } from '../addresses'
import { parseFields, readFields } from '../form.server'
import type { FormReply } from '../form-reply'
import type { GroupReply } from './group-reply'

interface GroupPost {
  request: Request
  db: Database
  jar: CookieJar
  actor: Person
  slug: string
  group: string | undefined
}

type Fields = Record<string, string>
type Refused = GroupReply & { status: number }

/**
 * What a coach does on the page of a group. Answers what was refused; what was done leads back to the
 * page.
 */
export async function postGroup(post: GroupPost): Promise<Refused> {
  const { db, jar, actor, slug, group } = post
  const fields = await readFields(post.request)
  const here = `/c/${slug}/admin/groups/${group}`
  switch (fields.intent) {
    case 'add': {
      const refused = await add(post, fields)
      if (refused) return refused
      break
    }
    case 'change': {
      const refused = await change(post, fields)
      if (refused) return refused
      break
    }
    case 'take-out':
      await takeFromGroup(db, actor, slug, group, fields.user ?? '')
      setFlash(jar, 'groups.taken-out')
      break
    case 'dissolve':
      await dissolveGroup(db, actor, slug, group)
      setFlash(jar, 'groups.dissolved')
      throw redirect(`/c/${slug}/admin/groups`, 303)
    default:
      throw new AppError('invalid', 422)
  }
  throw redirect(here, 303)
}

async function add({ db, jar, actor, slug, group }: GroupPost, fields: Fields) {
  const { emails: entered = '' } = fields
  const refuse = (code: string | null, unknown: string[] = []): Refused => ({
    status: 422,
    form: null,
    emails: { entered, code, unknown },
  })
  const emails = addressesIn(entered)
  if (emails.length === 0 || emails.length > MOST_ADDRESSES) {
    requireCoach(await findCommunity(db, actor, slug))
    return refuse(emails.length === 0 ? 'emails.missing' : 'emails.many')
  }
  const { added, unknown } = await addToGroup(db, actor, slug, group, emails)
  if (unknown.length > 0) return refuse(null, unknown)
  setFlash(jar, 'groups.added', { n: String(added) })
  return null
}

async function change({ db, jar, actor, slug, group }: GroupPost, fields: Fields) {
  const form = parseFields(fields, groupFields)
  const refuse = (status: number, reply: FormReply): Refused => ({
    status,
    form: reply,
    emails: null,
  })
  if ('reply' in form) {
    requireCoach(await findCommunity(db, actor, slug))
    return refuse(422, form.reply)
  }
  try {
    await changeGroup(db, actor, slug, group, form.value)
    setFlash(jar, 'groups.saved')
    return null
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    const { name, description } = form.value
    return refuse(409, {
      values: { name, description },
      errors: { name: 'name.taken' },
      problem: null,
      retryAfter: null,
    })
  }
}
