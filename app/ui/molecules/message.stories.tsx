import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../atoms/button'
import { Message, Prose } from './message'

const meta: Meta<typeof Message> = { title: 'Molecules/Message', component: Message }
export default meta

type Story = StoryObj<typeof Message>

export const Person: Story = {
  args: { author: 'person', children: 'How do I begin?\nI have ten minutes.' },
}
export const Agent: Story = {
  args: {
    author: 'agent',
    name: 'Interview partner',
    children: (
      <Prose
        html={
          '<p>Three steps:</p><ol><li>Say who you are.</li><li>Name <em>one</em> result.</li></ol>' +
          '<figure class="code-block"><figcaption>text</figcaption><pre dir="ltr" tabindex="0"><code>I led a team of 4.</code></pre></figure>'
        }
      />
    ),
  },
}
export const Streaming: Story = {
  args: { author: 'agent', name: 'Interview partner', status: 'streaming', children: 'Let us' },
}
export const Stopped: Story = {
  args: { author: 'agent', name: 'Interview partner', status: 'stopped', children: 'Let us begin' },
}
export const CutOff: Story = {
  args: {
    author: 'agent',
    name: 'Interview partner',
    status: 'cut_off',
    children: 'Let us begin with',
    actions: <Button icon="retry">Try again</Button>,
  },
}
export const Failed: Story = {
  args: {
    author: 'agent',
    name: 'Interview partner',
    status: 'failed',
    failure: 'The model is busy. Your message is saved.',
    children: null,
    actions: <Button icon="retry">Try again</Button>,
  },
}
export const RightToLeft: Story = { args: { author: 'person', children: 'כיצד אתחיל?' } }
