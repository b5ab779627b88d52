import type { ReactNode } from 'react'
import { VisuallyHidden } from '../atoms/hidden'

export interface Column<Row> {
  /** The column's heading, and the row's label on a phone. */
  label: string
  cell: (row: Row) => ReactNode
  /** At the end of the line: what one does with the row. Its heading is only read out. */
  end?: boolean
}

/** A table that becomes a list of labelled rows on a phone. The first column names the row. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  caption: string
  columns: [Column<Row>, ...Column<Row>[]]
  rows: Row[]
  rowKey: (row: Row) => string
}) {
  const [first, ...others] = columns
  // The roles are told again, since `display: block` on a phone takes them away in some browsers.
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above.
    <table className="table" role="table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ label, end }) => (
            <th key={label} scope="col" role="columnheader">
              {end ? <VisuallyHidden>{label}</VisuallyHidden> : label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            <th scope="row" role="rowheader">
              {first.cell(row)}
            </th>
            {others.map(({ label, cell, end }) => (
              <td
                key={label}
                role="cell"
                data-label={end ? undefined : label}
                className={end ? 'table-end' : undefined}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above.
  )
}
