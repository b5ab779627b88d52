import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData, useLocation } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { type Body, fieldsIn } from '~/features/content/find-items.server'
import type { Part } from '~/features/content/item'
import { kindsOnServer } from '~/features/content/kind-registry.server'
import { kindOfAddress, kindOfPath, libraryPath } from '~/features/content/kinds'
import { findWhatChanged } from '~/features/content/library/seen.server'
import { compareTexts } from '~/features/content/versions/compare-texts.server'
import { AppError } from '~/platform/errors'
import { ButtonLink } from '~/ui/atoms/button'
import { Time } from '~/ui/atoms/time'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { changesWords } from '~/ui/strings/changes'
import { commonWords } from '~/ui/strings/common'
import { contentFormWords } from '~/ui/strings/content-form'
import { CommunityPage } from '~/ui/templates/pages'
import { type ComparedPart, SideBySide } from '../admin/versions/side-by-side'
import { forPeople } from '../guard.server'
import { ProblemBoundary, problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { ItemProblem } from './item-problem'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, changesWords).title(data.title))

/** An item as a member saw it when they looked before, beside what it is now. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const kindName = kindOfAddress(request.url)
  if (!kindName) throw new AppError('not-found', 404)
  const kind = kindsOnServer[kindName]
  const asked = findWhatChanged(db, kindName, { community: slug, id: params.item })
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  await findCommunity(db, actor, slug)
  const { title, since, before, now } = await asked
  const { form } = wordsIn(language.tag, contentFormWords)
  const partsOf = (body: Body): Part[] => {
    const fields = fieldsIn(kind, body)
    return [
      [form.title, fields.title],
      [form.summary, fields.summary],
      [form.tags, fields.tags],
      ...kind.parts(fields, language.tag),
    ]
  }
  const was = new Map(before ? partsOf(before) : [])
  const parts: ComparedPart[] = !before
    ? []
    : partsOf(now)
        .map(([label, text]) => ({ label, text: text ?? '', old: was.get(label) ?? '' }))
        .filter(({ text, old }) => text !== old)
        .map(({ label, text, old }) => ({ label, lines: compareTexts(old, text) }))
  return {
    slug,
    kind: kindName,
    id: params.item ?? '',
    title,
    known: before !== null,
    since: since && momentOf(since, Date.now(), wordsIn(language.tag, commonWords)),
    parts,
  }
})

export default function Changes() {
  const { slug, kind, id, title, known, since, parts } = useLoaderData<typeof loader>()
  const words = useWords(changesWords)
  return (
    <CommunityPage title={words.title(title)}>
      {since && (
        <p className="hint">
          {words.since} <Time {...since} />
        </p>
      )}
      {parts.length > 0 ? (
        <>
          <h2 className="mt-6">{words.beside}</h2>
          <SideBySide parts={parts} before={words.before} after={words.now} />
        </>
      ) : (
        <p className="mt-4">{since === null ? words.never : known ? words.same : words.unknown}</p>
      )}
      <p className="buttons mt-8">
        <ButtonLink variant="primary" href={`${libraryPath(slug, kind)}/${id}`}>
          {words.back}
        </ButtonLink>
      </p>
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  const kind = kindOfPath(useLocation().pathname)
  return kind ? <ItemProblem kind={kind} room="library" /> : <ProblemBoundary />
}
