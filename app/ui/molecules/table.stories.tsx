import type { Meta, StoryObj } from '@storybook/react-vite'
import { StatusBadge } from '../atoms/badge'
import { ButtonLink } from '../atoms/button'
import { Table } from './table'

const meta: Meta = { title: 'Molecules/Table' }
export default meta

const rows = [
  { id: '1', name: 'Interview partner', status: 'published', changed: '2 hours ago' },
  { id: '2', name: 'Letter writer', status: 'draft', changed: 'yesterday' },
] as const

export const Agents: StoryObj = {
  render: () => (
    <Table
      caption="Agents"
      rows={[...rows]}
      rowKey={(row) => row.id}
      columns={[
        { label: 'Name', cell: (row) => row.name },
        { label: 'State', cell: (row) => <StatusBadge status={row.status} /> },
        { label: 'Changed', cell: (row) => row.changed },
        {
          label: 'Edit',
          end: true,
          cell: (row) => (
            <ButtonLink href={`#${row.id}`} small>
              Edit
            </ButtonLink>
          ),
        },
      ]}
    />
  ),
}
