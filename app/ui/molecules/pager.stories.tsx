import type { Meta, StoryObj } from '@storybook/react-vite'
import { Pager } from './pager'

const meta: Meta<typeof Pager> = { title: 'Molecules/Pager', component: Pager }
export default meta

export const First: StoryObj<typeof Pager> = { args: { older: '?before=1' } }
export const Middle: StoryObj<typeof Pager> = { args: { newer: '?after=9', older: '?before=1' } }
export const Only: StoryObj<typeof Pager> = { args: {} }
