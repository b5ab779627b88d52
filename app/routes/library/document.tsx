import { type ActionFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { useRef } from 'react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { documentKind } from '~/features/content/documents/document-kind.server'
import { DocumentReading, GoOn, useReading } from '~/features/content/documents/document-reading'
import { Attachments, Cover } from '~/features/content/files/item-downloads'
import { findShownFiles } from '~/features/content/files/item-files.server'
import { findPublishedItem } from '~/features/content/find-items.server'
import { deskPath, libraryPath } from '~/features/content/kinds'
import { findProgress, markDone } from '~/features/content/library/item-progress.server'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { paintsFor } from '~/platform/markdown/paints'
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
import { codeLinks } from '../code-links'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle } from '../titles'
import { ItemProblem } from './item-problem'
import { ItemStanding } from './item-standing'
import { look } from './look.server'

export const links = codeLinks

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data ? problemTitle(matches, error) : communityTitle(matches, data.document.title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const slug = params.community ?? ''
  const asked = Promise.all([
    findPublishedItem(db, documentKind, slug, params.item),
    look(context, request, params.item),
    findShownFiles(context, actor, params.item),
    findProgress(db, params.item),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const community = await findCommunity(db, actor, slug)
  const [{ body, changedAt, ...document }, standing, files, progress] = await asked
  return {
    slug,
    coach: isCoach(community),
    document,
    standing,
    files,
    progress,
    changed: momentOf(changedAt, Date.now(), wordsIn(language.tag, commonWords)),
    ...renderDocument(body, await paintsFor(body)),
  }
})

/** What a person says of their own progress, where no script says it for them. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const { db, jar } = context
    const read = (await readFields(request)).intent !== 'unread'
    const marked = markDone(db, 'document', params.item, read)
    marked.catch(() => {})
    await findCommunity(db, actor, params.community)
    await marked
    setFlash(jar, read ? 'documents.read' : 'documents.unread')
    throw redirect(new URL(request.url).pathname, 303)
  },
)

/** How far in each level of a section stands. */
const INDENTS = ['', 'ps-5', 'ps-10', 'ps-15', 'ps-20']

/** Sections from which on a table of contents helps. */
const FEW = 2

export default function Document() {
  const loaded = useLoaderData<typeof loader>()
  const { slug, coach, document, standing, files, changed, html, sections } = loaded
  const here = `${libraryPath(slug, 'document')}/${document.id}`
  const text = useRef<HTMLElement>(null)
  const progress = useReading(text, {
    loaded: loaded.progress,
    to: `${here}/progress`,
    sections,
  })
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
        <a className={buttonClass({})} href={`${here}/markdown`} download>
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
      <GoOn progress={loaded.progress} sections={sections} />
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
      <article className="mt-8" ref={text}>
        <Prose html={html} />
      </article>
      <Attachments files={files} />
      <DocumentReading progress={progress} />
    </CommunityPage>
  )
}

export function ErrorBoundary() {
  return <ItemProblem kind="document" room="library" />
}
