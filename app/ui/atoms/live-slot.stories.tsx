import type { Meta, StoryObj } from '@storybook/react-vite'
import { LiveSlot } from './live-slot'

const meta: Meta<typeof LiveSlot> = { title: 'Atoms/Live slot', component: LiveSlot }
export default meta

/** Empty to look at: the server fills it while an answer is made. */
export const Empty: StoryObj<typeof LiveSlot> = {}
