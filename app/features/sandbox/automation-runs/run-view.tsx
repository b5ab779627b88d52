import { Badge, type Tone } from '~/ui/atoms/badge'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { CopyButton } from '~/ui/molecules/copy-button'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Prose } from '~/ui/molecules/message'
import { useWords } from '~/ui/strings'
import { automationsWords } from '~/ui/strings/automations'
import { heldBelow } from '../moderation/held-failure'
import type { RunState, RunStep } from './run'

interface RunViewProps {
  /** The page's own address. */
  here: string
  state: RunState
  /** Somebody asked that it stops. */
  stopping: boolean
  started: { iso: string; label: string; exact: string }
  steps: (RunStep & { html: string })[]
  postKey: string
}

const tones: Record<RunStep['status'], Tone | null> = {
  waiting: null,
  streaming: 'note',
  complete: 'good',
  stopped: 'careful',
  cut_off: 'careful',
  failed: 'wrong',
}

/** A run: how it stands, and for each step what went in and what came out. */
export function RunView({ here, state, stopping, started, steps, postKey }: RunViewProps) {
  const words = useWords(automationsWords)
  const hydrated = useHydrated()
  const { Form } = useElements()
  const running = state === 'running'
  return (
    <>
      <p className="hint mt-4">
        {words.startedAt} <Time {...started} />
      </p>
      <p role="status" className="mt-2 font-semibold">
        {words.states[state]} {running && stopping && words.stopping}
      </p>
      <Form method="post" className="buttons mt-3">
        {running ? (
          <>
            {!hydrated && (
              <ButtonLink variant="primary" icon="retry" href={here}>
                {words.look}
              </ButtonLink>
            )}
            {!stopping && (
              <Button name="intent" value="stop" icon="stop">
                {words.stop}
              </Button>
            )}
          </>
        ) : (
          <>
            {steps.some(({ failure }) => failure === 'held.released') && (
              <Button variant="primary" name="intent" value="resume" icon="forward">
                {words.goOn}
              </Button>
            )}
            <input type="hidden" name="key" value={postKey} />
            <Button name="intent" value="again" icon="retry">
              {words.again}
            </Button>
          </>
        )}
      </Form>
      <ol className="mt-8 grid gap-6">
        {steps.map((step) => (
          <li key={step.id} className="card">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h2 className="text-lg" dir="auto">
                {step.title}
              </h2>
              <Badge {...(tones[step.status] ? { tone: tones[step.status] as Tone } : {})}>
                {words.steps[step.status === 'waiting' && !running ? 'notRun' : step.status]}
              </Badge>
            </div>
            {step.failure && words.stepFailures[step.failure] && (
              <p className="mt-2">{words.stepFailures[step.failure]}</p>
            )}
            {step.failure?.startsWith('held.') && (
              <p className="mt-2">
                <Link href={heldBelow(here, step.id)}>{words.heldWay}</Link>
              </p>
            )}
            {step.output && (
              <div className="mt-3">
                {step.action === 'ask_model' ? (
                  <Prose html={step.html} />
                ) : (
                  <p className="whitespace-pre-wrap" dir="auto">
                    {step.output}
                  </p>
                )}
              </div>
            )}
            {step.status === 'complete' && (
              <div className="buttons mt-3">
                <CopyButton text={step.output} label={words.copy} />
              </div>
            )}
            {step.action === 'ask_model' && step.input && (
              <div className="mt-3">
                <Disclosure summary={words.input}>
                  <p className="whitespace-pre-wrap" dir="auto">
                    {step.input}
                  </p>
                  {step.model && (
                    <p className="hint mt-2">
                      {words.model} {step.model}
                    </p>
                  )}
                </Disclosure>
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
