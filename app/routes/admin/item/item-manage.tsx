import type { ReactNode } from 'react'
import { exportPath } from '~/features/content/exchange/chosen'
import type { CoachedItem } from '~/features/content/item'
import { libraryPath, type OfferedKind } from '~/features/content/kinds'
import { editorPath, filesPath } from '~/features/content/platform-path'
import { Badge, StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import type { IconName } from '~/ui/atoms/icon'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { useWords } from '~/ui/strings'
import { agentKnowledgeWords } from '~/ui/strings/agent-knowledge'
import { commonWords } from '~/ui/strings/common'
import { contentMovesWords } from '~/ui/strings/content-moves'
import { type Plan, PlanForms } from './item-plan'
import type { PlanReply } from './item-reply'

interface ManageProps {
  kind: OfferedKind
  /** Null: the platform. */
  slug: string | null
  item: CoachedItem
  /** Says whether what was entered may be left. */
  mayLeave: () => boolean
  plan: Plan
  /** A plan that was refused. */
  refused: PlanReply | undefined
}

/** What else can be done with an item, each a form of its own. */
export function Manage({ kind, slug, item, mayLeave, plan, refused }: ManageProps) {
  const { Form } = useElements()
  const words = useWords(contentMovesWords)
  const ask = (event: { preventDefault(): void }) => {
    if (!mayLeave()) event.preventDefault()
  }
  const move = (intent: 'take-back' | 'send-back' | 'archive', icon: IconName) => {
    const { label, note } = words.moves[intent === 'take-back' ? BACK[item.status] : intent]
    return (
      <Form method="post" onSubmit={ask}>
        <p className="hint mb-2">{note(kind)}</p>
        <input type="hidden" name="version" value={item.version} />
        <Button name="intent" value={intent} icon={icon}>
          {label}
        </Button>
      </Form>
    )
  }
  return (
    <section className="form-section mt-12">
      <h2>{words.title}</h2>
      <div className="grid gap-6">
        {slug !== null && (
          <>
            <div>
              <p className="hint mb-2">{words.audience[item.audience]}</p>
              <Link href={`/c/${slug}/admin/audience/${item.id}`}>{words.choose}</Link>
            </div>
            <PlanForms item={item} plan={plan} refused={refused} onSubmit={ask} />
          </>
        )}
        {item.status === 'in_review' && !item.needsReview && move('send-back', 'undo')}
        {(item.status !== 'in_review' || item.needsReview) &&
          item.status !== 'draft' &&
          move('take-back', 'undo')}
        {item.status !== 'archived' && move('archive', 'archive')}
        <div>
          <p className="hint mb-2">{words.deleteNote(kind)}</p>
          <ConfirmDialog
            trigger={words.delete(kind)}
            icon="trash"
            title={words.deleteTitle(item.title)}
            text={words.deleteNote(kind)}
          >
            <Form method="post" onSubmit={ask}>
              <input type="hidden" name="version" value={item.version} />
              <Button name="intent" value="delete" variant="danger">
                {words.deleteSure}
              </Button>
            </Form>
          </ConfirmDialog>
        </div>
      </div>
    </section>
  )
}

/** What taking back means, by where an item stands. */
const BACK = {
  draft: 'take-back',
  in_review: 'withdraw',
  published: 'take-back',
  archived: 'unarchive',
} as const

interface WaysProps {
  kind: OfferedKind
  /** Null: the platform. */
  slug: string | null
  id: string
  /** Ways of the platform's own. */
  children?: ReactNode
}

/** Where one goes on to from an item. */
export function Ways({ kind, slug, id, children }: WaysProps) {
  const { ways } = useWords(contentMovesWords)
  const { way } = useWords(agentKnowledgeWords)
  const list = editorPath(slug, kind)
  return (
    <p className="mt-8 flex flex-wrap gap-x-6 gap-y-2">
      {kind === 'agent' && slug !== null && <Link href={`${list}/${id}/knowledge`}>{way}</Link>}
      {kind === 'agent' && slug !== null && (
        <Link href={`${list}/${id}/experiment`}>{ways.experiment}</Link>
      )}
      <Link href={filesPath(slug, id)}>{ways.files}</Link>
      <Link href={`${list}/${id}/versions`}>{ways.versions}</Link>
      <Link href={`${list}/new?copy=${id}`}>{ways.copy}</Link>
      {slug !== null && <Link href={exportPath(slug, [id])}>{ways.export}</Link>}
      {slug === null ? children : <Link href={list}>{ways.back(kind)}</Link>}
    </p>
  )
}

interface StateProps {
  kind: OfferedKind
  slug: string
  item: CoachedItem
  plan: Plan
}

/** Where the item stands, in a word, and where members see it. */
export function State({ kind, slug, item, plan }: StateProps) {
  const { ways, limited } = useWords(contentMovesWords)
  const common = useWords(commonWords)
  if (item.deletedAt) return common.status.deleted
  return (
    <span className="flex flex-wrap items-center gap-x-3 mt-1">
      <StatusBadge status={item.status} />
      {item.audience !== 'everybody' && <Badge>{limited}</Badge>}
      {item.owner && <bdi>{item.owner}</bdi>}
      {plan.goesOut && <span>{plan.goesOut}</span>}
      {item.status === 'published' && (
        <Link href={`${libraryPath(slug, kind)}/${item.id}`}>{ways.visit(kind)}</Link>
      )}
    </span>
  )
}
