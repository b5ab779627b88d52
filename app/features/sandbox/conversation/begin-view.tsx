import type { ReactNode } from 'react'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Composer, StopForm } from '~/ui/molecules/composer'
import { Flash } from '~/ui/molecules/flash'
import { momentOf } from '~/ui/moment'
import { AgentFace } from '~/ui/organisms/agent-list'
import { ConversationHead, Thread } from '~/ui/organisms/conversation'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { sandboxWords } from '~/ui/strings/sandbox'
import { SandboxPage } from '~/ui/templates/sandbox-page'
import type { AskedIds } from '../live/live-events'
import { useLiveTurns } from '../live/use-live-feed'
import { MyConversations } from '../my-conversations/my-conversations'
import { conversationPath, sandboxPath } from './conversation'
import { ProblemWords } from './late-words'
import { SaidMessage } from './said-message'
import type { BeginData, Refused } from './talk-data'
import { withLiveTurns } from './thread'
import { useAsking } from './use-asking'

/** The beginning of a conversation: the agent's greeting, and the first message. */
export function BeginView({
  data,
  refused,
  flash,
  began,
  onBegun,
}: {
  data: BeginData
  refused: Refused | null
  flash: ReactNode
  /** The conversation that has just begun here, until its own page is there. */
  began: AskedIds | null
  onBegun: (ids: AskedIds) => void
}) {
  const common = useWords(commonWords)
  const sandbox = useWords(sandboxWords)
  const { slug, agent, readers } = data
  const here = `${sandboxPath(slug)}?agent=${agent.id}`
  const asking = useAsking(
    { postKey: refused?.postKey ?? data.postKey, problem: refused },
    slug,
    onBegun,
  )
  const turns = useLiveTurns().filter(({ answerId }) => answerId === began?.answerId)
  const messages = withLiveTurns([], turns, (iso) => momentOf(iso, Date.now(), common))
  const written = refused?.written ?? data.message
  return (
    <SandboxPage
      side={<MyConversations slug={slug} mine={data.mine} />}
      head={
        <ConversationHead
          title={agent.title}
          agent={agent.title}
          readers={readers}
          listHref={`${sandboxPath(slug)}#mine`}
          actions={
            <ButtonLink href={sandboxPath(slug)} variant="quiet">
              {sandbox.otherAgent}
            </ButtonLink>
          }
        />
      }
      flash={
        <>
          {flash}
          {data.notice && <Flash tone="note">{data.notice}</Flash>}
        </>
      }
      thread={
        <Thread>
          {messages.length > 0 ? (
            messages.map((message) => (
              <SaidMessage
                key={message.id}
                message={message}
                agentName={agent.title}
                inDocument={false}
                tools={null}
              />
            ))
          ) : (
            <AgentFace
              name={agent.title}
              greeting={
                (agent.greeting || agent.summary) && (
                  <p className="whitespace-pre-wrap">{agent.greeting || agent.summary}</p>
                )
              }
              starters={
                agent.starterQuestions.length > 0 &&
                agent.starterQuestions.map((question) => (
                  <ButtonLink
                    key={question}
                    dir="auto"
                    href={`${here}&message=${encodeURIComponent(question)}#message`}
                  >
                    {question}
                  </ButtonLink>
                ))
              }
            />
          )}
        </Thread>
      }
      composer={
        <>
          {data.mayAttach && !began && (
            <p className="column">
              <Button
                form="composer"
                name="instead"
                value="begin"
                formNoValidate
                variant="quiet"
                small
              >
                {sandbox.attachFirst}
              </Button>
            </p>
          )}
          <Composer
            key={`${refused?.postKey} ${data.message}`}
            action={data.prompt ? `${here}&prompt=${data.prompt}` : here}
            onSubmit={asking.onSubmit}
            label={
              asking.sending ? sandbox.sending : began ? sandbox.nextMessage : sandbox.firstMessage
            }
            defaultValue={written || undefined}
            error={asking.problem && <ProblemWords {...asking.problem} />}
            stop={
              began && (
                <StopForm
                  action={conversationPath(slug, began.conversationId)}
                  fields={
                    <>
                      <input type="hidden" name="intent" value="stop" />
                      <input type="hidden" name="answer" value={began.answerId} />
                    </>
                  }
                />
              )
            }
            fields={
              <>
                <input type="hidden" name="intent" value="send" />
                <input type="hidden" name="agent" value={agent.id} />
                {data.prompt && <input type="hidden" name="prompt" value={data.prompt} />}
                <input type="hidden" name="post_key" value={asking.postKey} />
              </>
            }
          />
        </>
      }
    />
  )
}
