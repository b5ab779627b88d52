import type { Meta, StoryObj } from '@storybook/react-vite'
import { Icon, iconNames } from './icon'

const meta: Meta = { title: 'Atoms/Icon' }
export default meta

export const All: StoryObj = {
  render: () => (
    <ul className="buttons">
      {iconNames.map((name) => (
        <li key={name} className="badge">
          <Icon name={name} /> {name}
        </li>
      ))}
    </ul>
  ),
}
