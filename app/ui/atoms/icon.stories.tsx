import type { Meta, StoryObj } from '@storybook/react-vite'
import { Icon, type IconName } from './icon'
import drawings from './icons.svg?raw'

const meta: Meta = { title: 'Atoms/Icon' }
export default meta

const names = [...drawings.matchAll(/id="(\w+)"/g)].map(([, name]) => name as IconName)

export const All: StoryObj = {
  render: () => (
    <ul className="buttons">
      {names.map((name) => (
        <li key={name} className="badge">
          <Icon name={name} /> {name}
        </li>
      ))}
    </ul>
  ),
}
