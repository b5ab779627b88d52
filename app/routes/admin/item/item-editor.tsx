import { useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { flatten } from '~/features/content/form/entered'
import { controlId, FORM_ID, type KindForm } from '~/features/content/form/kind-form'
import type { CoachedItem, ItemFields, ItemStatus } from '~/features/content/item'
import type { OfferedKind } from '~/features/content/kinds'
import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { FormActions, FormLayout } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { contentFormWords } from '~/ui/strings/content-form'
import type { ItemReply } from './item-reply'
import { Obstacle } from './late-pieces'
import { useUnsavedWarning } from './unsaved'
import { useItemForm } from './use-item-form'

interface ItemEditorProps<Fields extends ItemFields> {
  form: KindForm<Fields>
  /** Null: the platform. */
  community: string | null
  /** What the form begins with: a template, or what is saved. */
  defaults: Fields
  /** The item as it is saved now; null while there is none. */
  item: CoachedItem<Fields> | null
  /** What members see of it, as HTML, where the server renders that. */
  preview?: string | null
  /** Whether somebody else than who makes it has to publish it. */
  needsReview: boolean
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
          <form.Preview fields={now} html={reply?.preview ?? props.preview ?? null} />
          {!hydrated && reply?.preview && <p className="hint mt-4">{words.previewOf}</p>}
          {!hydrated && item && !reply?.preview && !reply?.trial && (
            <p className="hint mt-4">{words.previewStale}</p>
          )}
        </>
      }
    >
      <ErrorSummary attempt={attempt} errors={summed} />
      {reply?.obstacle && (
        <Obstacle
          form={form}
          formId={FORM_ID}
          community={props.community}
          item={item}
          reply={reply}
          entered={first}
        />
      )}
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
            also={reply?.also ?? null}
            needsReview={props.needsReview}
            previews={!hydrated && props.preview !== null && props.preview !== undefined}
            busy={busy}
          />
        </FormActions>
      </Form>
      {children?.(mayLeave)}
    </FormLayout>
  )
}

interface ActionsProps {
  kind: OfferedKind
  /** Null while there is no item yet. */
  status: ItemStatus | null
  over: boolean
  deleted: boolean
  also: ItemReply['also']
  needsReview: boolean
  /** Whether a preview has to be asked for. */
  previews: boolean
  busy: boolean
}

/** One save, one publish; the next step has the accent. */
function Actions(props: ActionsProps) {
  const { kind, status, over, deleted, also, needsReview, previews, busy } = props
  const { form: words } = useWords(contentFormWords)
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
  if (deleted) return send('restore-save', words.restoreWithWords, true)
  if (over) {
    return send(`${also ?? 'save'}-over`, words.over[also ?? 'save'], true)
  }
  const live = status === 'published'
  if (live && needsReview) {
    return (
      <>
        {send('submit', words.submitLive, true)}
        <span className="hint" role="status">
          {busy ? common.working : words.submitLiveNote}
        </span>
      </>
    )
  }
  const waits = status === 'in_review'
  const note = live ? words.liveNote : waits ? words.reviewNote : words.draftNote
  return (
    <>
      {/* The first button of a form is the one that Enter presses. */}
      {send('save', live ? words.saveLive : words.saveDraft, live)}
      {!live && !needsReview && send('publish', words.publish(kind), true)}
      {!live && needsReview && !waits && send('submit', words.submit, true)}
      {previews && send('preview', words.preview, false)}
      <span className="hint" role="status">
        {busy ? common.working : note}
      </span>
    </>
  )
}
