import type { Meta, StoryObj } from '@storybook/react-vite'
import { SearchForm } from './search-form'

const meta: Meta<typeof SearchForm> = { title: 'Molecules/Search form', component: SearchForm }
export default meta

export const Empty: StoryObj<typeof SearchForm> = {
  args: { label: 'Search agents', action: '/c/northside/agents' },
}
export const Filled: StoryObj<typeof SearchForm> = {
  args: { label: 'Search agents', action: '/c/northside/agents', defaultValue: 'interview' },
}
