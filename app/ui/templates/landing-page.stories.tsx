import type { Meta, StoryObj } from '@storybook/react-vite'
import { PageFoot } from '../organisms/app-header'
import { Frame } from './frame'
import { LandingPage } from './landing-page'

const meta: Meta = { title: 'Templates/Landing', parameters: { layout: 'fullscreen' } }
export default meta

export const WithPicture: StoryObj = {
  render: () => (
    <Frame header={{}} foot={<PageFoot>AI GYM</PageFoot>}>
      <LandingPage
        picture={{
          src: '/sandbox.png',
          darkSrc: '/sandbox-dark.png',
          width: 1120,
          height: 1036,
        }}
      />
    </Frame>
  ),
}
export const WithoutPicture: StoryObj = {
  render: () => (
    <Frame header={{}}>
      <LandingPage />
    </Frame>
  ),
}
