import type { Meta, StoryObj } from '@storybook/react-vite'
import { ErrorPage } from './error-page'
import { Frame } from './frame'
import { northside } from './samples'

const meta: Meta = { title: 'Templates/Error', parameters: { layout: 'fullscreen' } }
export default meta

export const NotFound: StoryObj = {
  render: () => (
    <Frame header={northside('dashboard')}>
      <ErrorPage
        title="There is no such page"
        detail="The address may be mistyped, or what stood here was moved or deleted."
        requestId="0192f7a1-5c1e-7a33-9f2e-6c9f6b8f7f10"
        ways={[
          { href: '/dashboard', label: 'Go to your dashboard' },
          { href: '/communities', label: 'See your communities' },
        ]}
      />
    </Frame>
  ),
}
