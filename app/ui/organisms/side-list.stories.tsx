import type { Meta, StoryObj } from '@storybook/react-vite'
import { conversations } from '../templates/samples'
import { SideList } from './side-list'

const meta: Meta<typeof SideList> = { title: 'Organisms/Side list', component: SideList }
export default meta

export const Mine: StoryObj<typeof SideList> = {
  args: { label: 'My conversations', items: conversations },
}
