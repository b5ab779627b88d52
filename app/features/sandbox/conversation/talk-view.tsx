import { useRevalidator } from '@remix-run/react'
import { Fragment, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { Composer, StopForm } from '~/ui/molecules/composer'
import { Flash } from '~/ui/molecules/flash'
import { momentOf } from '~/ui/moment'
import { ConversationHead, Thread } from '~/ui/organisms/conversation'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { conversationWords } from '~/ui/strings/conversation'
import { sandboxWords } from '~/ui/strings/sandbox'
import { SandboxPage } from '~/ui/templates/sandbox-page'
import { FOLLOW } from '../live/follow-mark'
import { useLiveFeed, useLiveTurns } from '../live/use-live-feed'
import { MyConversations } from '../my-conversations/my-conversations'
import { conversationPath, sandboxPath } from './conversation'
import { Foot, NotSent } from './foot'
import {
  AddTools,
  MessageForm,
  MessageTools,
  SpokenAnswer,
  TalkActions,
  TalkRename,
} from './late-tools'
import { ProblemWords } from './late-words'
import { SaidMessage } from './said-message'
import type { Refused, TalkData } from './talk-data'
import { withLiveTurns } from './thread'
import { useAsking } from './use-asking'

/** A conversation: who reads it, what was said, the answer as it grows, and the next message. */
export function TalkView({
  data,
  refused,
  renaming,
  flash,
}: {
  data: TalkData
  refused: Refused | null
  /** Whether the title is being changed. */
  renaming: boolean
  flash: ReactNode
}) {
  const common = useWords(commonWords)
  const { answered } = useWords(conversationWords)
  const sandbox = useWords(sandboxWords)
  const { Form } = useElements()
  const { slug, conversation, newest, growing, postKey, form } = data
  const { id, agentName } = conversation
  const action = conversationPath(slug, id)
  const hydrated = useHydrated()
  const feed = useLiveFeed()
  const { revalidate } = useRevalidator()
  const end = useRef<HTMLSpanElement>(null)
  const turns = useLiveTurns().filter((turn) => turn.conversationId === id)
  const written = useWrittenIntoDocument(data.written)
  useUnmarkedAddress()
  const inDocument = written && turns.find(({ answerId }) => answerId === growing)?.phase !== 'over'

  useEffect(() => {
    if (growing) feed.follow(id, growing)
  }, [feed, id, growing])

  const asking = useAsking(
    {
      postKey: refused?.postKey ?? data.postKey,
      problem: refused && !besideItsForm.includes(refused.intent) ? refused : null,
    },
    slug,
    () => {
      end.current?.scrollIntoView({ block: 'nearest' })
      // The message took files along, which the server shows.
      if (data.waiting?.[0]) revalidate()
    },
  )

  const messages = newest
    ? withLiveTurns(data.messages, turns, (iso) => momentOf(iso, Date.now(), common))
    : data.messages
  const last = messages.at(-1)
  const followed = turns.at(-1)
  const answering = last?.status === 'streaming' && !last.lost && !inDocument
  const mayWrite = conversation.mine && !conversation.deleted && conversation.agentThere
  const mayTurn = conversation.mine && !conversation.deleted
  // Whoever pressed Stop stood on a button that is gone when the answer has ended.
  const stopped = useRef(false)
  useEffect(() => {
    if (answering || !stopped.current) return
    stopped.current = false
    if (document.activeElement !== document.body) return
    document.getElementById('message')?.focus({ preventScroll: true })
  }, [answering])

  // A conversation that began by script, on another page: the person goes on where they were.
  const beganHere = useRef(turns.length > 0)
  useEffect(() => {
    if (!beganHere.current || document.activeElement !== document.body) return
    beganHere.current = false
    if (!window.matchMedia('(pointer: fine)').matches) return
    document.getElementById('message')?.focus({ preventScroll: true })
  }, [])

  const stopForm = (answerId: string) => (
    <StopForm
      action={action}
      onSubmit={() => {
        stopped.current = true
      }}
      fields={
        <>
          <input type="hidden" name="intent" value="stop" />
          <input type="hidden" name="answer" value={answerId} />
        </>
      }
    />
  )
  const { problem } = asking
  const beside = problem?.intent === 'send' && newest && mayWrite ? problem : null

  return (
    <SandboxPage
      side={<MyConversations slug={slug} mine={data.mine} current={id} />}
      head={
        <ConversationHead
          title={conversation.title}
          agent={agentName}
          readers={conversation.readers}
          listHref={`${sandboxPath(slug)}#mine`}
          // Above the answer where the document itself grows; in the place of Send once a script runs.
          answering={growing && conversation.mine && (!hydrated || inDocument) && stopForm(growing)}
          announce={followed?.phase === 'over' ? answered : undefined}
          actions={<TalkActions slug={slug} conversation={conversation} />}
        />
      }
      flash={
        <>
          {flash}
          {renaming && conversation.mine && (
            <TalkRename
              action={action}
              title={refused?.intent === 'rename' ? refused.written : conversation.title}
              problem={refused?.intent === 'rename' ? refused.code : null}
            />
          )}
          {problem && !beside && (
            <Flash tone="wrong">
              <ProblemWords {...problem} />
            </Flash>
          )}
          {data.notice && <Flash tone="note">{data.notice}</Flash>}
        </>
      }
      thread={
        <Thread olderHref={data.olderHref}>
          {messages.map((message) => (
            <Fragment key={message.id}>
              <SaidMessage
                message={message}
                agentName={agentName}
                inDocument={message.id === growing && inDocument}
                lost={
                  message.lost && (
                    <Button
                      type="button"
                      small
                      icon="retry"
                      onClick={() => feed.resume(message.id)}
                    >
                      {sandbox.follow}
                    </Button>
                  )
                }
                tools={<MessageTools {...{ message, action, mayWrite, mayTurn, postKey }} />}
              />
              {form?.message === message.id && (
                <MessageForm {...{ form, message, action, postKey, mayWrite, mayTurn, refused }} />
              )}
            </Fragment>
          ))}
          {last && followed?.answerId === last.id && (
            <SpokenAnswer {...last} key={last.id} over={last.status !== 'streaming'} />
          )}
          {/* Where `#answer` leads: the end, which is written when the answer has ended. It takes
              back the gap above it, since nothing is seen of it. */}
          <span id="answer" ref={end} className="-mt-7" />
        </Thread>
      }
      composer={
        !newest ? (
          <Foot>
            <ButtonLink variant="primary" href={`${action}#answer`}>
              {sandbox.newestMessages}
            </ButtonLink>
          </Foot>
        ) : mayWrite ? (
          <>
            <AddTools slug={slug} id={id} given={data.given} waiting={data.waiting} empty={!last} />
            <Composer
              key={refused?.postKey}
              action={action}
              onSubmit={asking.onSubmit}
              label={asking.sending ? sandbox.sending : answering ? sandbox.nextMessage : undefined}
              defaultValue={
                refused?.intent === 'send'
                  ? refused.written
                  : (conversation.draft.text ?? undefined)
              }
              error={beside && <ProblemWords {...beside} />}
              fields={
                <>
                  <input type="hidden" name="intent" value="send" />
                  <input type="hidden" name="conversation" value={id} />
                  <input type="hidden" name="post_key" value={asking.postKey} />
                  <input type="hidden" name="after" value={last?.id ?? ''} />
                </>
              }
              stop={answering && hydrated && stopForm(last.id)}
            />
          </>
        ) : (
          <Foot>
            {refused?.intent === 'send' && <NotSent text={refused.written} />}
            {!conversation.mine ? (
              <p>{sandbox.readAsCoach(conversation.ownerName)}</p>
            ) : conversation.deleted ? (
              <Form method="post" action={action} className="buttons">
                <p>{sandbox.inTrash}</p>
                <input type="hidden" name="intent" value="restore" />
                <Button variant="primary" icon="undo">
                  {sandbox.restore}
                </Button>
              </Form>
            ) : (
              <>
                <p>
                  <strong>{sandbox.goneTitle}.</strong> {sandbox.goneDetail}
                </p>
                <Link href={sandboxPath(slug)}>{sandbox.goneWay}</Link>
              </>
            )}
          </Foot>
        )
      }
    />
  )
}

/** Posts whose problem is said at their own form. */
const besideItsForm = ['rename', 'edit', 'rate', 'report']

const never = () => () => {}

/**
 * Whether the server wrote the newest answer into this document, word by word, and it stands there
 * still. A page that a script leads to has no such place.
 */
function useWrittenIntoDocument(served: boolean): boolean {
  return useSyncExternalStore(
    never,
    () => document.querySelector('[data-live]') !== null,
    () => served,
  )
}

/** Takes the mark of a page that came again as the live one out of the address: a reload begins anew. */
function useUnmarkedAddress(): void {
  useEffect(() => {
    const here = new URL(window.location.href)
    if (!here.searchParams.has(FOLLOW)) return
    here.searchParams.delete(FOLLOW)
    window.history.replaceState(window.history.state, '', here)
  }, [])
}
