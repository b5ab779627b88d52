import type { Meta, StoryObj } from '@storybook/react-vite'
import { ButtonLink } from '../atoms/button'
import { Link } from '../atoms/link'
import { Row, Rows } from './row'

const meta: Meta = { title: 'Molecules/Row' }
export default meta

export const Several: StoryObj = {
  render: () => (
    <section className="section">
      <h2>Unfinished drafts</h2>
      <Rows>
        <Row title="Interview partner" actions={<ButtonLink href="#finish">Finish</ButtonLink>}>
          changed 3 minutes ago
        </Row>
        <Row title={<Link href="#talk">A talk from before</Link>}>with Writing partner</Row>
      </Rows>
    </section>
  ),
}
