// Every row of an uploaded table with what is wrong, named by its cell.
import type { CheckedTableReply } from '#server/api/papers/actTables.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'

export function CheckedRows({ rows }: { readonly rows: CheckedTableReply['rows'] }) {
  const { columns, ok, cell: cellName } = words.papers.tables
  return (
    <table className="case-table checked-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {rows.map(({ line, number, subject, act, problems }) => (
          <tr key={line} className={problems.length > 0 ? 'case-late' : undefined}>
            <td data-label={columns.line}>{line}</td>
            <td data-label={columns.number}>{number}</td>
            <td data-label={columns.subject}>{subject}</td>
            <td data-label={columns.act}>{act}</td>
            <td data-label={columns.result}>
              {problems.length === 0 ? (
                <span className="table-fit">{ok}</span>
              ) : (
                <ul className="plain-list">
                  {problems.map(({ cell, message }) => (
                    <li key={`${cell} ${message}`}>
                      <strong>{cellName(cell)}</strong> {message}
                    </li>
                  ))}
                </ul>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
