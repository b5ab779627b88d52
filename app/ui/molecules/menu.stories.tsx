import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button, ButtonLink } from '../atoms/button'
import { Menu } from './menu'

const meta: Meta = { title: 'Molecules/Menu' }
export default meta

export const Choices: StoryObj = {
  render: () => (
    <div className="flex justify-end pb-40">
      <Menu button="More">
        <ButtonLink href="#rename" variant="quiet">
          Rename
        </ButtonLink>
        <form method="post">
          <Button variant="quiet" icon="trash">
            Delete
          </Button>
        </form>
      </Menu>
    </div>
  ),
}
