// Beside the workbench: the filtered set as Excel, acts by Excel, templates.
import { Link } from '@tanstack/react-router'
import type { WorkbenchQuery } from '../cases/query.ts'
import { words } from '../words.zh.ts'

type Props = { readonly query: WorkbenchQuery; readonly total: string }

export function WorkbenchTools({ query, total }: Props) {
  return (
    <nav className="workbench-tools" aria-label={words.cases.workbench.title}>
      <a
        href={`/api/workbench/export?${new URLSearchParams(query)}`}
        download
        title={words.papers.tables.exportNote(total)}
      >
        {words.papers.tables.export}
      </a>
      <Link to="/workbench/table" search={query}>
        {words.papers.tables.page}
      </Link>
      <Link to="/opinion-templates">{words.papers.templates.title}</Link>
    </nav>
  )
}
