import { StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { type Column, Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { contentDeskWords } from '~/ui/strings/content-desk'
import { Tick } from './desk-tick'
import type { DeskRow } from './load-desk.server'
import type { ManyReply } from './many-reply'

interface DeskTableProps {
  caption: string
  rows: DeskRow[]
  /** Whether these are the deleted ones. */
  gone: boolean
  /** Whether they are of several kinds. */
  kinds: boolean
  /** Where rows can be ticked: what the last post of ticked ones was answered. */
  tick?: { reply: ManyReply | undefined }
}

/** Items as coaches look after them, a row each. */
export function DeskTable({ caption, rows, gone, kinds, tick }: DeskTableProps) {
  const { Form } = useElements()
  const words = useWords(contentDeskWords)
  const { columns } = words
  const shown: [Column<DeskRow>, ...Column<DeskRow>[]] = [
    {
      label: columns.name,
      cell: ({ id, version, title, href }) => (
        <span className="flex items-start gap-3">
          {tick && <Tick {...{ id, version, title }} reply={tick.reply} />}
          {href ? (
            <Link href={href} dir="auto">
              {title}
            </Link>
          ) : (
            <span dir="auto">{title}</span>
          )}
        </span>
      ),
    },
  ]
  if (kinds) shown.push({ label: columns.kind, cell: ({ kind }) => words.kinds[kind] })
  shown.push(
    {
      label: gone ? columns.was : columns.status,
      cell: ({ status, notes }) => (
        <span className="grid justify-items-start gap-1">
          <StatusBadge status={status} />
          {notes.map((note) => (
            <span key={note} className="hint">
              {note}
            </span>
          ))}
        </span>
      ),
    },
    { label: columns.owner, cell: ({ owner }) => <bdi>{owner ?? words.nobody}</bdi> },
    {
      label: gone ? columns.deleted : columns.changed,
      cell: ({ moment }) => <Time {...moment} />,
    },
  )
  if (gone) {
    shown.push({
      label: columns.goes,
      cell: ({ goes }) => goes && <Time {...goes} />,
    })
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
