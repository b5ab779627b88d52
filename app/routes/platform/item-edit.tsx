import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData, useParams } from '@remix-run/react'
import { type OfferedModel, OfferedModels } from '~/features/content/agents/offered-models'
import type { CoachedItem, ItemFields } from '~/features/content/item'
import { kindsOnServer } from '~/features/content/kind-registry.server'
import { OFFERED, type OfferedKind, PATHS } from '~/features/content/kinds'
import { PLATFORM_DESK } from '~/features/content/platform-path'
import { AppError } from '~/platform/errors'
import { StatusBadge } from '~/ui/atoms/badge'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { contentFormWords } from '~/ui/strings/content-form'
import { contentNewWords } from '~/ui/strings/content-new'
import { platformContentWords } from '~/ui/strings/platform-content'
import { CommunityPage } from '~/ui/templates/pages'
import { actEdit, actNew, loadEdit, loadNew } from '../admin/item/item-pages.server'
import type { ItemReply, StaleReply } from '../admin/item/item-reply'
import { Deleted, Manage, OldVersionNotice, StaleNotice, Ways } from '../admin/item/late-pieces'
import { offeredModels } from '../admin/kinds/agent-models.server'
import { useSettledReply } from '../admin/settled'
import { forEveryone } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { SiteFrame } from '../site-frame'
import { type Matches, pageTitle, wordsOf } from '../titles'
import { videoLinks } from '../video-links'
import { editors } from './item-editors'
import { usePlatformRooms } from './rooms'

export { reloadAfterConflict as shouldRevalidate } from '../admin/settled'
export const links = videoLinks

/** The last part of the address of an item that is not there yet. */
const NEW = 'new'

const kindNamed = (word: string | undefined): OfferedKind | undefined =>
  OFFERED.find((kind) => PATHS[kind] === word)

/** What serves the kind that the address names. */
const kindOn = ({ params }: LoaderFunctionArgs | ActionFunctionArgs) => {
  const kind = kindNamed(params.kind)
  if (!kind) throw new AppError('not-found', 404)
  return kindsOnServer[kind]
}

export const loader = forEveryone(async (args: LoaderFunctionArgs) => {
  const load = args.params.item === NEW ? loadNew : loadEdit
  const kind = kindOn(args)
  const [page, models] = await Promise.all([
    load(kind)(args),
    kind.kind === 'agent' ? offeredModels(args.context.db) : [],
  ])
  return { ...page, models }
})

export const action = forEveryone(async (args: ActionFunctionArgs) => {
  const act = args.params.item === NEW ? actNew : actEdit
  return act(kindOn(args))(args)
})

/** What the page was loaded with: an item, or what a new one begins with. */
interface Loaded {
  models: OfferedModel[]
  needsReview: boolean
  item?: CoachedItem
  /** What it was at the publication that the address names. */
  old?: ItemFields | null
  number?: number | null
  /** And what saving that would do. */
  oldSays?: string | null
  until?: string | null
  preview?: string | null
  defaults?: ItemFields
  key?: string
}

const titleOf = (matches: Matches, kind: OfferedKind, item: CoachedItem | undefined) =>
  item
    ? wordsOf(matches, contentFormWords).form.editTitle(item.title)
    : wordsOf(matches, contentNewWords).newTitle(kind)

export const meta: MetaFunction = ({ data, error, matches, params }) => {
  const kind = kindNamed(params.kind)
  const page = data as Loaded | undefined
  if (error || !page || !kind) return problemTitle(matches, error)
  const { title } = wordsOf(matches, platformContentWords)
  return pageTitle(matches, titleOf(matches, kind, page.item), title)
}

/** The page on which super admins make and change what is the platform's. */
export default function PlatformItemEditor() {
  const {
    item,
    old = null,
    number = null,
    oldSays = null,
    until = null,
    preview,
    defaults,
    key,
    needsReview,
    models,
  } = useLoaderData() as Loaded
  const reply = useSettledReply<unknown>() as ItemReply | StaleReply | undefined
  const kept = reply?.kind === 'form' ? reply : undefined
  const kind = kindNamed(useParams().kind) ?? 'agent'
  const { item: words } = useWords(platformContentWords)
  const { newTitle } = useWords(contentNewWords)
  const Editor = editors[kind]
  const first = old ?? item ?? defaults
  return (
    <SiteFrame nav={usePlatformRooms('content')}>
      <CommunityPage
        title={item?.title ?? newTitle(kind)}
        lede={item && !item.deletedAt ? <StatusBadge status={item.status} /> : words.newLede}
        flash={<PageFlash />}
      >
        {reply?.kind === 'stale' && <StaleNotice kind={kind} />}
        {oldSays && !kept && <OldVersionNotice said={oldSays} />}
        {item?.deletedAt && !kept && <Deleted kind={kind} until={until} />}
        {first && !(item?.deletedAt && !kept) && (
          <OfferedModels.Provider value={models}>
            <Editor
              key={`${kind}:${item?.version}:${number}:${kept?.stamp ?? ''}`}
              community={null}
              defaults={first}
              item={item ?? null}
              needsReview={needsReview}
              preview={preview}
              createKey={key}
              reply={kept}
            >
              {(mayLeave) =>
                item &&
                !item.deletedAt && (
                  <Manage
                    kind={kind}
                    slug={null}
                    item={item}
                    mayLeave={mayLeave}
                    plan={NO_PLAN}
                    refused={undefined}
                  />
                )
              }
            </Editor>
          </OfferedModels.Provider>
        )}
        {item ? (
          <Ways kind={kind} slug={null} id={item.id}>
            <Link href={`${PLATFORM_DESK}/${item.id}`}>{words.give}</Link>
            <Link href={PLATFORM_DESK}>{words.back}</Link>
          </Ways>
        ) : (
          <p className="mt-8">
            <Link href={PLATFORM_DESK}>{words.back}</Link>
          </p>
        )}
      </CommunityPage>
    </SiteFrame>
  )
}

/** What is the platform's has no clock of its own, and no coach of one community looks after it. */
const NO_PLAN = { goesOut: null, coaches: [] }
