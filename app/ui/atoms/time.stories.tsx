import type { Meta, StoryObj } from '@storybook/react-vite'
import { Time } from './time'

const meta: Meta<typeof Time> = { title: 'Atoms/Time', component: Time }
export default meta

export const Ago: StoryObj<typeof Time> = {
  args: {
    iso: '2026-03-02T09:30:00Z',
    label: '3 minutes ago',
    exact: 'Monday, 2 March 2026, 10:30 (Europe/Berlin)',
  },
}
