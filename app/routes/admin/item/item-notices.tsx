import { type ReactNode, useEffect, useRef } from 'react'
import type { KindForm } from '~/features/content/form/kind-form'
import type { CoachedItem, ItemFields } from '~/features/content/item'
import { deskPath, type OfferedKind } from '~/features/content/kinds'
import { platformPath } from '~/features/content/platform-path'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Icon } from '~/ui/atoms/icon'
import { useElements } from '~/ui/elements'
import { useLanguage, useWords } from '~/ui/strings'
import { contentFormWords } from '~/ui/strings/content-form'
import { contentNoticesWords } from '~/ui/strings/content-notices'
import { type ItemObstacle, type ItemReply, UNSENT, type UnsentReason } from './item-reply'

/** What stands in the way of a save, above the form; the focus moves here. */
function Notice({ title, children }: { title: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <div
      ref={ref}
      className="flash tone-careful mb-6"
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: at load, without JavaScript, this is what must be read.
      autoFocus
    >
      <Icon name="alert" />
      <div className="flash-body grid gap-3">
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  )
}

interface Difference {
  label: string
  entered: string
  saved: string
}

/** The parts of an item in which two states differ, with a name for each. */
function useDifferences<Fields extends ItemFields>(
  form: KindForm<Fields>,
  entered: Fields,
  saved: Fields,
): Difference[] {
  const { form: words } = useWords(contentFormWords)
  const { tag } = useLanguage()
  const parts = (fields: Fields): [string, string][] => [
    [words.title, fields.title],
    [words.summary, fields.summary],
    [words.tags, fields.tags],
    ...form.parts(fields, tag),
  ]
  const theirs = new Map(parts(saved))
  return parts(entered)
    .map(([label, text]) => ({ label, entered: text, saved: theirs.get(label) ?? '' }))
    .filter((part) => part.entered !== part.saved)
}

/** Two coaches at one item: what is saved now beside what was entered, and a way to take either. */
function ConflictNotice<Fields extends ItemFields>({
  form,
  formId,
  here,
  entered,
  saved,
  also,
}: {
  form: KindForm<Fields>
  /** The id of the form that holds what was entered. */
  formId: string
  /** The page itself, without what was entered. */
  here: string
  entered: Fields
  saved: Fields
  also: ItemReply['also']
}) {
  const { conflict } = useWords(contentNoticesWords)
  const { form: words } = useWords(contentFormWords)
  const differences = useDifferences(form, entered, saved)
  return (
    <Notice title={conflict.title(form.kind)}>
      <p>{conflict.detail}</p>
      {differences.length === 0 && <p>{conflict.same}</p>}
      {differences.map(({ label, entered: yours, saved: theirs }) => (
        <section key={label} className="grid gap-2 sm:grid-cols-2">
          <h3 className="sm:col-span-2">{label}</h3>
          <Version label={conflict.savedNow} text={theirs} />
          <Version label={conflict.yours} text={yours} />
        </section>
      ))}
      <div className="buttons">
        <Button form={formId} name="intent" value={`${also ?? 'save'}-over`}>
          {words.over[also ?? 'save']}
        </Button>
        <ButtonLink href={here}>{conflict.takeTheirs}</ButtonLink>
      </div>
    </Notice>
  )
}

function Version({ label, text }: { label: string; text: string }) {
  const { conflict } = useWords(contentNoticesWords)
  return (
    <div className="card">
      <p className="eyebrow">{label}</p>
      <p className="whitespace-pre-wrap" dir="auto">
        {text || conflict.empty}
      </p>
    </div>
  )
}

/** Nobody could take the form: the session has ended, or the database is away. */
function UnsentNotice({ kind, why }: { kind: OfferedKind; why: UnsentReason }) {
  const { unsent } = useWords(contentNoticesWords)
  return (
    <Notice title={unsent.title(kind)}>
      <p>{unsent.why[why]}</p>
      {why === 'session-ended' && (
        <div className="buttons">
          <ButtonLink href="/login" target="_blank">
            {unsent.signIn}
          </ButtonLink>
        </div>
      )}
    </Notice>
  )
}

/** The community asks for a second pair of eyes, and this was its author. */
function ReviewNotice({ formId }: { formId: string }) {
  const { review } = useWords(contentNoticesWords)
  const { form } = useWords(contentFormWords)
  return (
    <Notice title={review.title}>
      <p>{review.detail}</p>
      <div className="buttons">
        <Button form={formId} name="intent" value="submit">
          {form.submit}
        </Button>
      </div>
    </Notice>
  )
}

/** The item was deleted while it was edited. */
function DeletedNotice({ kind, formId }: { kind: OfferedKind; formId: string }) {
  const { gone } = useWords(contentNoticesWords)
  const { form } = useWords(contentFormWords)
  return (
    <Notice title={gone.title(kind)}>
      <p>{gone.withWords}</p>
      <div className="buttons">
        <Button form={formId} name="intent" value="restore-save">
          {form.restoreWithWords}
        </Button>
      </div>
    </Notice>
  )
}

/** A form that came a second time, with other words, after its item went its own way. */
function MadeBeforeNotice({ kind, href }: { kind: OfferedKind; href: string }) {
  const { again } = useWords(contentNoticesWords)
  return (
    <Notice title={again.title(kind)}>
      <p>{again.detail}</p>
      <p>{again.another(kind)}</p>
      <div className="buttons">
        <ButtonLink href={href}>{again.open(kind)}</ButtonLink>
      </div>
    </Notice>
  )
}

/** A deletion that met a newer version. */
export function StaleNotice({ kind }: { kind: OfferedKind }) {
  const { stale } = useWords(contentNoticesWords)
  return (
    <Notice title={stale.title(kind)}>
      <p>{stale.detail}</p>
    </Notice>
  )
}

/** What a deleted item's page offers. */
export function Deleted({ kind, until }: { kind: OfferedKind; until: string | null }) {
  const { Form } = useElements()
  const { gone } = useWords(contentNoticesWords)
  const { form } = useWords(contentFormWords)
  return (
    <section className="card card-next">
      <h2>{gone.title(kind)}</h2>
      <p>
        {gone.detail(kind)} {until && gone.until(until)}
      </p>
      <Form method="post" className="buttons mt-4">
        <Button name="intent" value="restore" variant="primary" icon="undo">
          {form.restore}
        </Button>
      </Form>
    </section>
  )
}

interface ObstacleProps {
  form: KindForm<ItemFields>
  /** The id of the form that holds what was entered. */
  formId: string
  /** Null: the platform. */
  community: string | null
  /** The item as it is saved now; null while there is none. */
  item: CoachedItem | null
  reply: ItemReply
  entered: ItemFields
}

/** Why a form that was filled in rightly was not saved, and the ways on. */
export function Obstacle({ form, formId, community, item, reply, entered }: ObstacleProps) {
  const { kind } = form
  const list = community === null ? platformPath(kind) : deskPath(community, kind)
  if (reply.obstacle === 'changed' && item) {
    return (
      <ConflictNotice
        form={form}
        formId={formId}
        here={`${list}/${item.id}`}
        entered={entered}
        saved={item}
        also={reply.also}
      />
    )
  }
  if (reply.obstacle === 'needs-review') return <ReviewNotice formId={formId} />
  if (reply.obstacle === 'deleted') return <DeletedNotice kind={kind} formId={formId} />
  if (reply.obstacle === 'made-before' && reply.made) {
    return <MadeBeforeNotice kind={kind} href={`${list}/${reply.made}`} />
  }
  if (isUnsent(reply.obstacle)) return <UnsentNotice kind={kind} why={reply.obstacle} />
  return null
}

const isUnsent = (obstacle: ItemObstacle | null): obstacle is UnsentReason =>
  obstacle !== null && Object.hasOwn(UNSENT, obstacle)

/** The form holds what was published once, and not what is saved now. */
export function OldVersionNotice({ said }: { said: string }) {
  return (
    <p className="flash tone-note mb-6" role="status">
      {said}
    </p>
  )
}
