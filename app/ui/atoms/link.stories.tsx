import type { Meta, StoryObj } from '@storybook/react-vite'
import { ExternalLink, Link } from './link'

const meta: Meta = { title: 'Atoms/Link' }
export default meta

export const InText: StoryObj = {
  render: () => (
    <p>
      A link is ink with <Link href="#line">a line under it</Link>; one that leaves says so:{' '}
      <ExternalLink href="https://example.org/">example.org</ExternalLink>.
    </p>
  ),
}
