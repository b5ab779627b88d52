import type { Meta, StoryObj } from '@storybook/react-vite'
import { Progress, Spinner } from './progress'

const meta: Meta = { title: 'Atoms/Progress' }
export default meta

export const Waiting: StoryObj = {
  render: () => <Spinner label="Interview partner is answering" />,
}
export const Far: StoryObj = {
  render: () => <Progress value={3} max={5} label="3 of 5 exercises done" />,
}
