import type { ReactNode } from 'react'
import { ButtonLink } from '../atoms/button'
import { Mark } from '../atoms/mark'
import { useWords } from '../strings'
import { conversationWords } from '../strings/conversation'

export interface AgentRow {
  id: string
  name: string
  summary: string
  /** Where talking with it begins. */
  href: string
}

/** Agents to read down and pick from. `next` puts the accent on the first: the next step. */
export function AgentList({
  agents,
  next = false,
  level = 3,
}: {
  agents: AgentRow[]
  next?: boolean
  /** Of the names as headings: 2 right under the page's title, 3 under a section's. */
  level?: 2 | 3
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const conversation = useWords(conversationWords)
  return (
    <ul className="rows">
      {agents.map(({ id, name, summary, href }, index) => (
        <li key={id} className="row">
          <Mark kind="agent" name={name} large />
          <div className="row-text" dir="auto">
            <Heading>{name}</Heading>
            <p>{summary}</p>
          </div>
          <ButtonLink
            href={href}
            icon="chat"
            variant={next && index === 0 ? 'primary' : 'secondary'}
            aria-label={`${conversation.startWith}: ${name}`}
          >
            {conversation.startWith}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

/** How an agent meets a member: its name, its greeting, questions to begin with. */
export function AgentFace({
  name,
  greeting,
  starters,
}: {
  name: string
  greeting: ReactNode
  /** Each question as a button that asks it, or as text in a preview. */
  starters?: ReactNode
}) {
  const conversation = useWords(conversationWords)
  return (
    <div className="agent-face">
      <Mark kind="agent" name={name} large />
      <p className="agent-face-name" dir="auto">
        {name}
      </p>
      {greeting && <div dir="auto">{greeting}</div>}
      {starters && (
        <>
          <p className="eyebrow">{conversation.starters}</p>
          <div className="starters">{starters}</div>
        </>
      )}
    </div>
  )
}
