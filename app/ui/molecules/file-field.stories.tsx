import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileField } from './file-field'

const meta: Meta = { title: 'Molecules/File field' }
export default meta

export const Empty: StoryObj = {
  render: () => (
    <FileField
      id="attachment"
      name="file"
      label="Add an attachment"
      hint="PDF, Word, pictures and more, up to 100 MB."
    />
  ),
}

export const WithAFile: StoryObj = {
  render: () => (
    <FileField
      id="cover"
      name="file"
      label="Another picture"
      current={{ name: 'sandbox.png', href: '/sandbox.png', detail: '48 kB', picture: true }}
    />
  ),
}

export const OnItsWay: StoryObj = {
  render: () => (
    <FileField
      id="video"
      name="file"
      label="Video"
      progress={{ value: 34, max: 100, label: '34 MB of 100 MB are there' }}
    />
  ),
}

export const Wrong: StoryObj = {
  render: () => (
    <FileField
      id="wrong"
      name="file"
      label="Cover picture"
      errors="This is no picture that can be shown. Choose a PNG, JPEG, WebP, GIF or AVIF."
    />
  ),
}

export const ALongName: StoryObj = {
  render: () => (
    <FileField
      id="long"
      name="file"
      label="Another attachment"
      current={{ name: `${'a-very-long-name-'.repeat(10)}.pdf`, href: '/', detail: '3 MB' }}
    />
  ),
}
