import { useFetcher, useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { flatten } from '~/features/content/entered'
import type { CoachedItem, ItemFields, ItemStatus } from '~/features/content/item'
import { controlId, type KindForm } from '~/features/content/kind-form'
import { deskPath, type OfferedKind } from '~/features/content/kinds'
import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { FormActions, FormLayout } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { contentFormWords } from '~/ui/strings/content-form'
import { ConflictNotice, DeletedNotice, MadeBeforeNotice, UnsentNotice } from './item-notices'
import { type ItemObstacle, type ItemReply, UNSENT, type UnsentReason } from './item-reply'
import { useUnsavedWarning } from './unsaved'
import { useItemForm } from './use-item-form'

/** The form's id: buttons that stand outside it name it. */
export const FORM_ID = 'item'

interface ItemEditorProps<Fields extends ItemFields> {
  form: KindForm<Fields>
  community: string
  /** What the form begins with: a template, or what is saved. */
  defaults: Fields
  /** The item as it is saved now; null while there is none. */
  item: CoachedItem<Fields> | null
  /** What members see of it, as HTML, where the server renders that. */
  preview?: string | null
  /** Of a new item: the same key twice makes one. */
  createKey?: string
  reply: ItemReply | undefined
  /** What else the page offers, told whether leaving would lose something. */
  children?: (mayLeave: () => boolean) => ReactNode
}

/** An item's form on one side, what members will see on the other. */
export function ItemEditor<Fields extends ItemFields>(props: ItemEditorProps<Fields>) {
  const { form, defaults, item, createKey, reply, children } = props
  const { form: words } = useWords(contentFormWords)
  const { Form } = useElements()
  const hydrated = useHydrated()
  const busy = useNavigation().formData?.has('title') ?? false
  const { first, now, dirty, codes, attempt, onInput, onSubmit } = useItemForm(
    form,
    FORM_ID,
    defaults,
    reply,
  )
  const mayLeave = useUnsavedWarning(dirty && !busy, words.unsaved)
  const say = form.useSay()
  const live = useLivePreview(now, props)

  const entered = flatten(now)
  const problems: Record<string, string> = {}
  for (const [name, code] of Object.entries(codes)) {
    problems[name] = say(code, entered.get(name) ?? '')
  }
  const placeOf = (name: string) => form.order.findIndex((each) => name.startsWith(each))
  const summed = Object.entries(problems)
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || a.localeCompare(b))
    .map(([name, message]) => ({ fieldId: controlId(form.kind, name), message }))
  const over = reply?.obstacle === 'changed'
  const deleted = Boolean(item?.deletedAt)

  return (
    <FormLayout
      preview={
        <>
          <form.Preview fields={now} html={live} />
          {!hydrated && reply?.preview && <p className="hint mt-4">{words.previewOf}</p>}
          {!hydrated && item && !reply?.preview && (
            <p className="hint mt-4">{words.previewStale}</p>
          )}
        </>
      }
    >
      <ErrorSummary attempt={attempt} errors={summed} />
      {reply && <Obstacle {...props} reply={reply} entered={first} />}
      <Form id={FORM_ID} method="post" noValidate onInput={onInput} onSubmit={onSubmit}>
        {item && <input type="hidden" name="version" value={reply?.version ?? item.version} />}
        {item && over && <input type="hidden" name="over" value={item.version} />}
        {createKey && <input type="hidden" name="key" value={createKey} />}
        <form.Fields values={first} problems={problems} changed={reply?.changed ?? null} />
        <FormActions>
          <Actions
            kind={form.kind}
            status={item?.status ?? null}
            over={over}
            deleted={deleted}
            publish={reply?.publish ?? false}
            previews={!hydrated && props.preview !== null && props.preview !== undefined}
            busy={busy}
          />
        </FormActions>
      </Form>
      {children?.(mayLeave)}
    </FormLayout>
  )
}

/** Milliseconds without a keystroke after which the preview is asked for. */
const PAUSE = 400

/** What members will see of what is entered, as the server renders it: asked while one writes. */
function useLivePreview<Fields extends ItemFields>(
  now: Fields,
  { preview, reply, form }: ItemEditorProps<Fields>,
): string | null {
  const { submit, data } = useFetcher<ItemReply>()
  const first = reply?.preview ?? preview ?? null
  const rendered = first !== null
  const text = JSON.stringify([...flatten(now)])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the fields.
  useEffect(() => {
    if (!rendered) return
    const timer = setTimeout(() => {
      const asked = new FormData()
      for (const [name, value] of flatten(now)) asked.set(name, value)
      asked.set('intent', 'preview')
      submit(asked, { method: 'post' })
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [text, rendered, form, submit])
  return data?.preview ?? first
}

function Obstacle<Fields extends ItemFields>({
  form,
  reply,
  item,
  community,
  entered,
}: ItemEditorProps<Fields> & { reply: ItemReply; entered: Fields }) {
  const { kind } = form
  const list = deskPath(community, kind)
  if (reply.obstacle === 'changed' && item) {
    return (
      <ConflictNotice
        form={form}
        formId={FORM_ID}
        here={`${list}/${item.id}`}
        entered={entered}
        saved={item}
        publish={reply.publish}
      />
    )
  }
  if (reply.obstacle === 'deleted') return <DeletedNotice kind={kind} formId={FORM_ID} />
  if (reply.obstacle === 'made-before' && reply.made) {
    return <MadeBeforeNotice kind={kind} href={`${list}/${reply.made}`} />
  }
  if (isUnsent(reply.obstacle)) return <UnsentNotice kind={kind} why={reply.obstacle} />
  return null
}

const isUnsent = (obstacle: ItemObstacle | null): obstacle is UnsentReason =>
  obstacle !== null && Object.hasOwn(UNSENT, obstacle)

interface ActionsProps {
  kind: OfferedKind
  /** Null while there is no item yet. */
  status: ItemStatus | null
  over: boolean
  deleted: boolean
  publish: boolean
  /** Whether a preview has to be asked for. */
  previews: boolean
  busy: boolean
}

/** One save, one publish; the next step has the accent. */
function Actions({ kind, status, over, deleted, publish, previews, busy }: ActionsProps) {
  const { form: words, conflict, gone } = useWords(contentFormWords)
  const common = useWords(commonWords)
  const send = (intent: string, label: string, next: boolean) => (
    <Button
      name="intent"
      value={intent}
      variant={next ? 'primary' : 'secondary'}
      aria-disabled={busy || undefined}
    >
      {label}
    </Button>
  )
  if (deleted) return send('restore-save', gone.restoreWithWords, true)
  if (over) {
    return publish
      ? send('publish-over', conflict.publishMine, true)
      : send('save-over', conflict.keepMine, true)
  }
  const live = status === 'published'
  return (
    <>
      {/* The first button of a form is the one that Enter presses. */}
      {send('save', live ? words.saveLive : words.saveDraft, live)}
      {!live && send('publish', words.publish(kind), true)}
      {previews && send('preview', words.preview, false)}
      <span className="hint" role="status">
        {busy ? common.working : live ? words.liveNote : words.draftNote}
      </span>
    </>
  )
}
