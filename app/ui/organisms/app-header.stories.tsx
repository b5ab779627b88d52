import type { Meta, StoryObj } from '@storybook/react-vite'
import { northside } from '../templates/samples'
import { AppHeader, PageFoot } from './app-header'

const meta: Meta<typeof AppHeader> = { title: 'Organisms/App header', component: AppHeader }
export default meta

type Story = StoryObj<typeof AppHeader>

export const Coach: Story = { args: northside('library') }
export const Nobody: Story = { args: {} }
export const OnTheWayIn: Story = { args: { bare: true } }
export const Foot: Story = { render: () => <PageFoot>AI GYM</PageFoot> }
