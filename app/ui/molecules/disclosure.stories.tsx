import type { Meta, StoryObj } from '@storybook/react-vite'
import { Disclosure } from './disclosure'

const meta: Meta<typeof Disclosure> = { title: 'Molecules/Disclosure', component: Disclosure }
export default meta

export const Folded: StoryObj<typeof Disclosure> = {
  args: { summary: 'Advanced', children: 'Things that few need.' },
}
export const Open: StoryObj<typeof Disclosure> = {
  args: { summary: 'Advanced', open: true, children: 'Things that few need.' },
}
