import { useForm } from '@conform-to/react'
import { useNavigation } from '@remix-run/react'
import { type ReactNode, useEffect, useState } from 'react'
import type { AgentFields, AgentStatus, CoachedAgent } from '~/features/content/agent'
import {
  AnswerFields,
  controlId,
  FaceFields,
  InstructionFields,
} from '~/features/content/agent-fields'
import type { parseAgentForm } from '~/features/content/agent-form-data'
import { AgentPreview } from '~/features/content/agent-opening'
import { sayProblem } from '~/features/content/agent-problems'
import { type Entered, fieldsOf } from '~/features/content/entered-fields'
import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { FormActions, FormLayout } from '~/ui/organisms/form-layout'
import { useStrings } from '~/ui/strings'
import { ConflictNotice, DeletedNotice, MadeBeforeNotice, UnsentNotice } from './agent-notices'
import { type AgentObstacle, type AgentReply, UNSENT, type UnsentReason } from './agent-reply'
import { useUnsavedWarning } from './unsaved'

/** The form's id: buttons that stand outside it name it. */
export const FORM_ID = 'agent'

interface AgentEditorProps {
  community: string
  /** What the form begins with: a template, or what is saved. */
  defaults: AgentFields
  /** The agent as it is saved now; null while there is none. */
  agent: CoachedAgent | null
  /** Of a new agent: the same key twice makes one. */
  createKey?: string
  reply: AgentReply | undefined
  /** What else the page offers, told whether leaving would lose something. */
  children?: (mayLeave: () => boolean) => ReactNode
}

/**
 * The checks that run in the browser come after the page: until then, and where they never come,
 * the server's answer is the same.
 */
function useCheck(): typeof parseAgentForm | undefined {
  const [check, setCheck] = useState<typeof parseAgentForm>()
  useEffect(() => {
    let here = true
    import('~/features/content/agent-form-data').then(
      (module) => here && setCheck(() => module.parseAgentForm),
      () => {
        // The server checks as well.
      },
    )
    return () => {
      here = false
    }
  }, [])
  return check
}

const ORDER = [
  'title',
  'summary',
  'greeting',
  'starterQuestions',
  'instructions',
  'style',
  'length',
]

/** Where a field stands in the form, by its name. */
const placeOf = (name: string) => ORDER.findIndex((each) => name.startsWith(each))

/** What is entered under a name such as `title` or `starterQuestions[2]`. */
function enteredAt(fields: AgentFields, name: string): string {
  const at = /\[(\d+)\]$/.exec(name)?.[1]
  if (at !== undefined) return fields.starterQuestions[Number(at)] ?? ''
  const value = fields[name as keyof AgentFields]
  return typeof value === 'string' ? value : ''
}

/** An agent's form on one side, what members will see on the other. */
export function AgentEditor(props: AgentEditorProps) {
  const { defaults, agent, createKey, reply, children } = props
  const strings = useStrings()
  const { form: words } = strings.agents
  const { Form } = useElements()
  const hydrated = useHydrated()
  const check = useCheck()
  const busy = useNavigation().formData?.has('title') ?? false
  const [attempt, setAttempt] = useState(0)
  const [form] = useForm<AgentFields>({
    id: FORM_ID,
    defaultValue: defaults,
    ...(reply ? { lastResult: reply.submission } : {}),
    ...(check ? { onValidate: ({ formData }) => check(formData) } : {}),
    shouldValidate: 'onSubmit',
    shouldRevalidate: check ? 'onInput' : 'onSubmit',
  })
  const mayLeave = useUnsavedWarning(form.dirty && !busy, words.unsaved)

  const entered = reply?.submission.initialValue
  const first = entered ? fieldsOf(entered as Entered) : defaults
  const now = fieldsOf((form.value ?? {}) as Entered)
  const problems: Record<string, string> = {}
  for (const [name, codes] of Object.entries(form.allErrors)) {
    if (name && codes[0]) problems[name] = sayProblem(strings, codes[0], enteredAt(now, name))
  }
  const summed = Object.entries(problems)
    .sort(([a], [b]) => placeOf(a) - placeOf(b) || a.localeCompare(b))
    .map(([name, message]) => ({ fieldId: controlId(name), message }))
  const over = reply?.obstacle === 'changed'
  const deleted = Boolean(agent?.deletedAt)

  return (
    <FormLayout
      preview={
        <>
          <AgentPreview {...now} starterQuestions={now.starterQuestions.filter(Boolean)} />
          {!hydrated && agent && !reply && <p className="hint mt-4">{words.previewStale}</p>}
        </>
      }
    >
      <ErrorSummary key={attempt} errors={summed} />
      {reply && <Obstacle {...props} reply={reply} entered={first} />}
      <Form
        id={FORM_ID}
        method="post"
        noValidate
        onSubmit={(event) => {
          form.onSubmit(event)
          // The summary takes the focus again, though it may say the same.
          if (event.defaultPrevented) setAttempt(attempt + 1)
        }}
      >
        {agent && <input type="hidden" name="version" value={reply?.version ?? agent.version} />}
        {agent && over && <input type="hidden" name="over" value={agent.version} />}
        {createKey && <input type="hidden" name="key" value={createKey} />}
        <FaceFields values={first} problems={problems} />
        <InstructionFields values={first} problems={problems} />
        <AnswerFields values={first} problems={problems} />
        <FormActions>
          <Actions
            status={agent?.status ?? null}
            over={over}
            deleted={deleted}
            publish={reply?.publish ?? false}
            busy={busy}
          />
        </FormActions>
      </Form>
      {children?.(mayLeave)}
    </FormLayout>
  )
}

function Obstacle({
  reply,
  agent,
  community,
  entered,
}: AgentEditorProps & { reply: AgentReply; entered: AgentFields }) {
  if (reply.obstacle === 'changed' && agent) {
    return (
      <ConflictNotice
        form={FORM_ID}
        here={`/c/${community}/admin/agents/${agent.id}`}
        entered={entered}
        saved={agent}
        publish={reply.publish}
      />
    )
  }
  if (reply.obstacle === 'deleted') return <DeletedNotice form={FORM_ID} />
  if (reply.obstacle === 'made-before' && reply.made) {
    return <MadeBeforeNotice href={`/c/${community}/admin/agents/${reply.made}`} />
  }
  if (isUnsent(reply.obstacle)) return <UnsentNotice why={reply.obstacle} />
  return null
}

const isUnsent = (obstacle: AgentObstacle | null): obstacle is UnsentReason =>
  obstacle !== null && Object.hasOwn(UNSENT, obstacle)

interface ActionsProps {
  /** Null while there is no agent yet. */
  status: AgentStatus | null
  over: boolean
  deleted: boolean
  publish: boolean
  busy: boolean
}

/** One save, one publish; the next step has the accent. */
function Actions({ status, over, deleted, publish, busy }: ActionsProps) {
  const { agents, common } = useStrings()
  const { form: words, conflict, gone } = agents
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
      {!live && send('publish', words.publish, true)}
      <span className="hint" role="status">
        {busy ? common.working : live ? words.liveNote : words.draftNote}
      </span>
    </>
  )
}
