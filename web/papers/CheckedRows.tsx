// Every row of an uploaded table with what is wrong, named by its cell.
import type { CheckedTableReply } from '#server/api/papers/actTables.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'

export function CheckedRows({ rows }: { readonly rows: CheckedTableReply['rows'] }) {
  const { columns, ok } = words.papers.tables
  return (
    <table className="case-table checked-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {rows.map(({ line, number, subject, act, money, problems }) => (
          <tr key={line} className={problems.length > 0 ? 'case-late' : undefined}>
            <td data-label={columns.line}>{line}</td>
            <td data-label={columns.number}>{number}</td>
            <td data-label={columns.subject}>{subject}</td>
            <td data-label={columns.act}>
              {act}
              {money.map((each) => (
                <p key={each} className="rule-small">
                  {each}
                </p>
              ))}
            </td>
            <td data-label={columns.result}>
              {problems.length === 0 ? (
                <span className="table-fit">{ok}</span>
              ) : (
                <CellProblems problems={problems} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each with the cell that is to be mended. */
export function CellProblems({ problems }: { readonly problems: CheckedTableReply['problems'] }) {
  return (
    <ul className="plain-list">
      {problems.map(({ sheet, cell, message }) => (
        <li key={`${sheet} ${cell} ${message}`}>
          <strong>{words.papers.tables.cell(sheet, cell)}</strong> {message}
        </li>
      ))}
    </ul>
  )
}
