import { redirect } from '@remix-run/cloudflare'
import type { z } from 'zod'
import type { Database } from '~/data/database.server'
import { awaited, memberRole, newMember, someMember } from '~/features/communities/community.schema'
import {
  addMember,
  decideJoinRequest,
  removeMember,
  setMemberRole,
  stopAwaiting,
} from '~/features/communities/members.server'
import type { Person } from '~/platform/auth/actor'
import type { CookieJar } from '~/platform/auth/cookie-jar.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'

interface MembersPost {
  request: Request
  db: Database
  jar: CookieJar
  actor: Person
  slug: string | undefined
}

type Fields = Record<string, string>

function parsed<T>(fields: Fields, schema: () => z.ZodType<T>): T {
  const result = parseFields(fields, schema)
  // Buttons' hidden fields: no person typed them, so there is no field to speak about.
  if ('reply' in result) throw new AppError('invalid', 422)
  return result.value
}

/** What a coach does on the members page. Answers with the page again where something is wrong. */
export async function postMembers({ request, db, jar, actor, slug }: MembersPost) {
  const fields = await readFields(request)
  const back = `/c/${slug}/admin/members`
  try {
    switch (fields.intent) {
      case 'add': {
        const form = parseFields(fields, newMember)
        if ('reply' in form) return refuseInvalid(form.reply)
        await addMember(db, actor, slug, form.value)
        setFlash(jar, 'community.added', { email: form.value.email })
        break
      }
      case 'role': {
        const { user, role } = parsed(fields, memberRole)
        await setMemberRole(db, actor, slug, { user, role })
        setFlash(jar, 'community.role-changed')
        // Who stepped back may not see this page any more.
        if (user === actor.userId && role === 'end_user') {
          return redirect(`/c/${slug}/dashboard`, 303)
        }
        break
      }
      case 'remove': {
        const { user } = parsed(fields, someMember)
        await removeMember(db, actor, slug, user)
        setFlash(jar, 'community.removed')
        if (user === actor.userId) return redirect('/dashboard', 303)
        break
      }
      case 'accept':
      case 'decline': {
        const { user } = parsed(fields, someMember)
        const accept = fields.intent === 'accept'
        await decideJoinRequest(db, actor, slug, user, accept)
        setFlash(jar, accept ? 'community.accepted' : 'community.declined')
        break
      }
      case 'stop-waiting': {
        const { email } = parsed(fields, awaited)
        await stopAwaiting(db, actor, slug, email)
        setFlash(jar, 'community.stopped-waiting', { email })
        break
      }
      default:
        throw new AppError('invalid', 422)
    }
  } catch (error) {
    return refuseChange(fields, error)
  }
  return redirect(back, 303)
}

/** The page again, with what the database said about the change. */
function refuseChange(fields: Fields, error: unknown) {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'member.last-coach') return refuse(fields, 409, { problem: error.code })
  if (error.code === 'email.invalid' || error.code === 'role.invalid') {
    const [field = ''] = error.code.split('.')
    return refuse(fields, 422, { errors: { [field]: error.code } })
  }
  const gone = error.detail === 'member.not-found' || error.detail === 'join-request.not-found'
  if (gone) return refuse({}, 409, { problem: 'member.gone' })
  throw error
}
