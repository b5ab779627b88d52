import { StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { type Column, Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { contentDeskWords } from '~/ui/strings/content-desk'
import type { DeskRow } from './desk'

interface DeskTableProps {
  caption: string
  rows: DeskRow[]
  /** Whether these are the deleted ones. */
  gone: boolean
  /** Whether they are of several kinds. */
  kinds: boolean
}

/** Items as coaches look after them, a row each. */
export function DeskTable({ caption, rows, gone, kinds }: DeskTableProps) {
  const { Form } = useElements()
  const words = useWords(contentDeskWords)
  const { columns } = words
  const shown: [Column<DeskRow>, ...Column<DeskRow>[]] = [
    {
      label: columns.name,
      cell: ({ title, href }) =>
        href ? (
          <Link href={href} dir="auto">
            {title}
          </Link>
        ) : (
          <span dir="auto">{title}</span>
        ),
    },
  ]
  if (kinds) shown.push({ label: columns.kind, cell: ({ kind }) => words.kinds[kind] })
  shown.push(
    {
      label: gone ? columns.was : columns.status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    { label: columns.owner, cell: ({ owner }) => <bdi>{owner ?? words.nobody}</bdi> },
    {
      label: gone ? columns.deleted : columns.changed,
      cell: ({ moment }) => <Time {...moment} />,
    },
  )
  if (gone) {
    shown.push({
      label: columns.act,
      end: true,
      cell: ({ id, title, href }) =>
        href && (
          <Form method="post">
            <input type="hidden" name="item" value={id} />
            <Button small icon="undo">
              {words.restore} <VisuallyHidden>{title}</VisuallyHidden>
            </Button>
          </Form>
        ),
    })
  }
  return <Table caption={caption} columns={shown} rows={rows} rowKey={({ id }) => id} />
}
