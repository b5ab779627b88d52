import type { AppLoadContext } from '@remix-run/cloudflare'
import { keepLook } from '~/features/content/library/seen.server'
import { findStanding, type Standing } from '~/features/content/library/standing.server'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'

/** Whether somebody looks: not where a browser fetches ahead, or another site names it a picture. */
const isLook = ({ headers }: Request) =>
  !headers.has('sec-purpose') &&
  headers.get('purpose') !== 'prefetch' &&
  ['document', 'empty', null].includes(headers.get('sec-fetch-dest'))

/** What an item is to the person who opens it, and that they did: both in the page's batch. */
export async function look(
  { db, language }: AppLoadContext,
  request: Request,
  id: string | undefined,
) {
  const [standing] = await Promise.all([
    findStanding(db, id),
    isLook(request) ? keepLook(db, id) : null,
  ])
  return toShown(standing, language.tag)
}

function toShown({ changedSince, ...standing }: Standing, language: string) {
  const words = wordsIn(language, commonWords)
  return { ...standing, changedSince: changedSince && momentOf(changedSince, Date.now(), words) }
}

export type ShownStanding = Awaited<ReturnType<typeof look>>
