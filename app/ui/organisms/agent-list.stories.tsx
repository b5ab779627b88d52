import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../atoms/button'
import { agents } from '../templates/samples'
import { AgentFace, AgentList } from './agent-list'

const meta: Meta = { title: 'Organisms/Agents' }
export default meta

export const List: StoryObj = { render: () => <AgentList agents={agents} next /> }
export const Face: StoryObj = {
  render: () => (
    <AgentFace
      name="Interview partner"
      greeting="Which job do you want to talk about?"
      starters={<Button>Ask me a hard question</Button>}
    />
  ),
}
export const FaceAlone: StoryObj = { render: () => <AgentFace name="Plain" greeting={null} /> }
