import { data, redirect } from '@remix-run/cloudflare'
import { keyFields } from '~/features/providers/key.schema'
import { dropKey, findKeys, findKeyToTry, keepKey } from '~/features/providers/keys.server'
import { keyOffers, offerName } from '~/platform/ai/key-offers'
import { openKey, sealKey } from '~/platform/ai/key-place'
import { type Tried, tryKey } from '~/platform/ai/try-key'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { openSealer } from '~/platform/sealing'
import { isUuid } from '~/platform/uuid'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import type { LoadContext } from '../load-context.server'
import { parseFields, refuse, refuseInvalid } from './form.server'
import type { FormReply } from './form-reply'

/** Tries of a key in ten minutes, by a person: providers close accounts that ask too often. */
const TRIES = { tries: 20, seconds: 600 }

type Context = Pick<LoadContext, 'db' | 'env' | 'language' | 'limits' | 'log'>

const sealerOf = ({ SEALING_KEYS }: Context['env']) =>
  SEALING_KEYS ? openSealer(SEALING_KEYS) : null

const idleOf = (asked: boolean, opens: boolean): 'unasked' | 'sealed' | null =>
  !asked ? 'unasked' : !opens ? 'sealed' : null

/** The keys of the platform or, by its slug, of a community, as the page shows them. */
export async function shownKeys({ db, env, language }: Context, slug: string) {
  const found = await findKeys(db, slug)
  const offers = keyOffers(env)
  const asked = new Set(offers.map(offerName))
  const sealer = sealerOf(env)
  const words = wordsIn(language.tag, commonWords)
  return {
    offers,
    /** Whether the environment has what keys are sealed with. */
    sealing: sealer !== null,
    keys: found.map(({ sealedWith, setAt, lastUsedAt, ...key }) => ({
      ...key,
      set: momentOf(setAt, Date.now(), words),
      used: lastUsedAt === null ? null : momentOf(lastUsedAt, Date.now(), words),
      /** Why no answer is asked for with it. */
      idle: idleOf(asked.has(offerName(key)), sealer?.knows(sealedWith) ?? false),
    })),
  }
}
export type ShownKeys = Awaited<ReturnType<typeof shownKeys>>

/** What the page answers: a form's reply, or what came of trying a key. */
export interface KeyReply extends FormReply {
  tried?: { id: string; outcome: Tried | 'sealed' | 'often' }
}

/**
 * Does what the page of keys asks: keep, try or remove one.
 *
 * @param allowed refuses those who may not; asked in the batch of what is done
 */
export async function changeKeys(
  fields: Record<string, string>,
  context: Context,
  {
    actor,
    slug,
    here,
    allowed,
  }: {
    actor: Person
    slug: string
    here: string
    allowed: () => Promise<unknown>
  },
) {
  const { db, env } = context
  const id = fields.key ?? ''
  if (fields.intent === 'drop') {
    await Promise.all([allowed(), dropKey(db, slug, uuidOf(id))])
    throw redirect(here, 303)
  }
  if (fields.intent === 'try') return tried(await tryKept(uuidOf(id), context, actor, allowed), id)
  const parsed = parseFields(fields, keyFields)
  const offer = keyOffers(env).find((one) => offerName(one) === fields.place)
  const sealer = sealerOf(env)
  if ('reply' in parsed || !offer || !sealer) {
    await allowed()
    if ('reply' in parsed) return refuseInvalid(parsed.reply)
    if (!offer) return refuse(fields, 422, { errors: { place: 'place.invalid' } })
    return refuse(fields, 503, { errors: { secret: 'sealing.none' } })
  }
  const { secret } = parsed.value
  const place = { of: slug, ...offer }
  const sealed = await sealKey(sealer, secret, place)
  await Promise.all([allowed(), keepKey(db, place, { ...sealed, lastFour: secret.slice(-4) })])
  throw redirect(here, 303)
}

function uuidOf(id: string): string {
  if (!isUuid(id)) throw new AppError('invalid', 422)
  return id
}

function tried(outcome: NonNullable<KeyReply['tried']>['outcome'], id: string) {
  const reply: KeyReply = {
    values: {},
    errors: {},
    problem: null,
    retryAfter: null,
    tried: { id, outcome },
  }
  return data(reply, { status: outcome === 'often' ? 429 : 200 })
}

async function tryKept(
  id: string,
  { db, env, limits, log }: Context,
  actor: Person,
  allowed: () => Promise<unknown>,
): Promise<Tried | 'sealed' | 'often'> {
  const [key] = await Promise.all([findKeyToTry(db, id), allowed()])
  const { allowed: may } = await limits.take(`provider-key:${actor.userId}`, TRIES)
  if (!may) return 'often'
  const sealer = sealerOf(env)
  if (!sealer) return 'sealed'
  let secret: string
  try {
    secret = await openKey(sealer, key)
  } catch (error) {
    log.error('provider-key.not-opened', { key: id }, error)
    return 'sealed'
  }
  const outcome = await tryKey(key, secret)
  log.info('provider-key.tried', { key: id, outcome })
  return outcome
}
