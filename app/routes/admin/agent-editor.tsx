import { useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { AgentFields, AgentStatus, CoachedAgent } from '~/features/content/agent'
import {
  AnswerFields,
  controlId,
  FaceFields,
  InstructionFields,
} from '~/features/content/agent-fields'
import { AgentPreview } from '~/features/content/agent-preview'
import { sayProblem } from '~/features/content/agent-problems'
import { Button } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { FormActions, FormLayout } from '~/ui/organisms/form-layout'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import { commonWords } from '~/ui/strings/common'
import { ConflictNotice, DeletedNotice, MadeBeforeNotice, UnsentNotice } from './agent-notices'
import { type AgentObstacle, type AgentReply, UNSENT, type UnsentReason } from './agent-reply'
import { useUnsavedWarning } from './unsaved'
import { enteredAt, useAgentForm } from './use-agent-form'

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

/** An agent's form on one side, what members will see on the other. */
export function AgentEditor(props: AgentEditorProps) {
  const { defaults, agent, createKey, reply, children } = props
  const all = useWords(agentFormWords)
  const { form: words } = all
  const { Form } = useElements()
  const hydrated = useHydrated()
  const busy = useNavigation().formData?.has('title') ?? false
  const { first, now, dirty, codes, attempt, onInput, onSubmit } = useAgentForm(
    FORM_ID,
    defaults,
    reply,
  )
  const mayLeave = useUnsavedWarning(dirty && !busy, words.unsaved)

  const problems: Record<string, string> = {}
  for (const [name, code] of Object.entries(codes)) {
    problems[name] = sayProblem(all, code, enteredAt(now, name))
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
      <ErrorSummary attempt={attempt} errors={summed} />
      {reply && <Obstacle {...props} reply={reply} entered={first} />}
      <Form id={FORM_ID} method="post" noValidate onInput={onInput} onSubmit={onSubmit}>
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
  const { form: words, conflict, gone } = useWords(agentFormWords)
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
      {!live && send('publish', words.publish, true)}
      <span className="hint" role="status">
        {busy ? common.working : live ? words.liveNote : words.draftNote}
      </span>
    </>
  )
}
