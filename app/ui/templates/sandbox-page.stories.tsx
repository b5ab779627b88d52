import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button, ButtonLink } from '../atoms/button'
import { LiveSlot } from '../atoms/live-slot'
import { Time } from '../atoms/time'
import { Composer, StopForm } from '../molecules/composer'
import { Menu } from '../molecules/menu'
import { Message, Prose } from '../molecules/message'
import { AgentFace } from '../organisms/agent-list'
import { ConversationHead, Thread } from '../organisms/conversation'
import { SideList } from '../organisms/side-list'
import { Frame } from './frame'
import { answer, conversations, northside } from './samples'
import { SandboxPage } from './sandbox-page'

const meta: Meta = { title: 'Templates/Sandbox', parameters: { layout: 'fullscreen' } }
export default meta

const side = (
  <>
    <ButtonLink href="/c/northside/sandbox" icon="plus">
      New conversation
    </ButtonLink>
    <div className="mt-4">
      <SideList label="My conversations" items={conversations} />
    </div>
  </>
)

const more = (
  <Menu button="More">
    <ButtonLink href="#rename" variant="quiet">
      Rename
    </ButtonLink>
  </Menu>
)

const time = <Time iso="2026-03-02T09:30:00Z" label="3 minutes ago" exact="2 March 2026, 10:30" />

export const Talk: StoryObj = {
  render: () => (
    <Frame header={northside('sandbox')}>
      <SandboxPage
        side={side}
        head={
          <ConversationHead
            title="Interview partner"
            agent="Interview partner"
            readers="owner"
            listHref="#mine"
            actions={more}
          />
        }
        thread={
          <Thread olderHref="?before=1">
            <Message author="person" time={time}>
              I have an interview on Thursday, as a shift planner. How should I begin?
            </Message>
            <Message author="agent" name="Interview partner" time={time}>
              <Prose html={answer} />
            </Message>
          </Thread>
        }
        composer={<Composer action="#send" />}
      />
    </Frame>
  ),
}

export const Answering: StoryObj = {
  render: () => (
    <Frame header={northside('sandbox')}>
      <SandboxPage
        side={side}
        head={
          <ConversationHead
            title="Interview partner"
            agent="Interview partner"
            readers="owner_and_coaches"
            listHref="#mine"
            answering={<StopForm action="#stop" />}
          />
        }
        thread={
          <Thread>
            <Message author="person" time={time}>
              I have an interview on Thursday, as a shift planner. How should I begin?
            </Message>
            <Message author="agent" name="Interview partner" status="streaming">
              Good. Let us take it in three steps, and you can
              <LiveSlot />
            </Message>
          </Thread>
        }
        composer={null}
      />
    </Frame>
  ),
}

export const Begin: StoryObj = {
  render: () => (
    <Frame header={northside('sandbox')}>
      <SandboxPage
        side={side}
        head={
          <ConversationHead title="New conversation" agent="Interview partner" readers="owner" />
        }
        thread={
          <Thread>
            <AgentFace
              name="Interview partner"
              greeting="Hello. Which job do you want to talk about?"
              starters={
                <>
                  <Button name="message" value="1">
                    Ask me the hardest question first
                  </Button>
                  <Button name="message" value="2">
                    What do I say about my weak sides?
                  </Button>
                </>
              }
            />
          </Thread>
        }
        composer={<Composer action="#send" error="Write something first." />}
      />
    </Frame>
  ),
}
