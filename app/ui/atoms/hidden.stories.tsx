import type { Meta, StoryObj } from '@storybook/react-vite'
import { SkipLink, VisuallyHidden } from './hidden'

const meta: Meta = { title: 'Atoms/Hidden' }
export default meta

export const Skip: StoryObj = {
  render: () => (
    <>
      <SkipLink href="#there">Skip to content</SkipLink>
      <p id="there">
        Press Tab. <VisuallyHidden>These words are only read out.</VisuallyHidden>
      </p>
    </>
  ),
}
