import type { Meta, StoryObj } from '@storybook/react-vite'
import { CentreCircle, Court, Logo } from './court'

const meta: Meta = { title: 'Atoms/Court' }
export default meta

export const Sign: StoryObj = { render: () => <Logo /> }
export const Lines: StoryObj = { render: () => <Court /> }
export const BallOut: StoryObj = { render: () => <Court ball /> }
export const Circle: StoryObj = { render: () => <CentreCircle /> }
