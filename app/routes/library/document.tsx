import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { Attachments, Cover } from '~/features/content/item-downloads'
import { findShownFiles } from '~/features/content/item-files.server'
import { deskPath, libraryPath } from '~/features/content/kinds'
import { renderDocument } from '~/platform/markdown/render-markdown.server'
import { Button, ButtonLink, buttonClass } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useHydrated } from '~/ui/hydrated'
import { Prose } from '~/ui/molecules/message'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { documentsWords } from '~/ui/strings/documents'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.document.title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const slug = params.community ?? ''
  const asked = Promise.all([
    findPublishedItem(db, documentKind, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const community = await findCommunity(db, actor, slug)
  const [{ body, changedAt, ...document }, standing, files] = await asked
  return {
    slug,
    coach: isCoach(community),
    document,
    standing,
    files,
    changed: momentOf(changedAt, Date.now(), wordsIn(language.tag, commonWords)),
    ...renderDocument(body),
  }
})

/** How far in each level of a section stands. */
const INDENTS = ['', 'ps-5', 'ps-10', 'ps-15', 'ps-20']

/** Sections from which on a table of contents helps. */
const FEW = 2

export default function Document() {
  const { slug, coach, document, standing, files, changed, html, sections } =
    useLoaderData<typeof loader>()
  const words = useWords(documentsWords)
  const hydrated = useHydrated()
  return (
    <CommunityPage narrow title={document.title} lede={document.summary} flash={<PageFlash />}>
      <Cover files={files} />
      <p className="hint">
        {words.updated} <Time {...changed} />
      </p>
      <div className="buttons mt-3 print:hidden">
        {/* A file is the browser's to fetch, and not the router's. */}
        <a
          className={buttonClass({})}
          href={`${libraryPath(slug, 'document')}/${document.id}/markdown`}
          download
        >
          {words.download}
        </a>
        {hydrated && (
          <Button type="button" onClick={() => window.print()}>
            {words.print}
          </Button>
        )}
        <ButtonLink variant="quiet" href={libraryPath(slug, 'document')}>
          {words.back}
        </ButtonLink>
        {coach && (
          <ButtonLink
            variant="quiet"
            icon="draft"
            href={`${deskPath(slug, 'document')}/${document.id}`}
          >
            {words.edit}
          </ButtonLink>
        )}
      </div>
      <ItemStanding community={slug} kind="document" id={document.id} standing={standing} />
      {sections.length >= FEW && (
        <nav className="card mt-6" aria-labelledby="contents-title">
          <h2 id="contents-title" className="eyebrow">
            {words.contents}
          </h2>
          <ol className="mt-2 grid gap-1">
            {sections.map(({ id, title, level }) => (
              <li key={id} dir="auto" className={INDENTS[level - 2]}>
                <Link href={`#${encodeURIComponent(id)}`}>{title}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <article className="mt-8">
        <Prose html={html} />
      </article>
      <Attachments files={files} />
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="document" room="library" />
}
