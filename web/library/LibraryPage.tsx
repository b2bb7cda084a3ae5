// 政策库: what is asked stands in the address; below it the documents, or the places that were found in them.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { parseDate } from '#lang'
import { useProgram } from '../api.ts'
import { todayInChina } from '../ui/dates.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { DocumentList } from './DocumentList.tsx'
import { Hits } from './Hits.tsx'
import { asksForPlaces, type LibraryQuery, type QueryKey, readQuery, withAnswer } from './query.ts'
import { SearchForm } from './SearchForm.tsx'

export function LibraryPage() {
  usePageTitle(words.library.title)
  const program = useProgram()
  const query = readQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const ask = useCallback(
    (next: LibraryQuery) => navigate({ to: '/policies', search: next, replace: true }),
    [navigate],
  )
  const change = useCallback(
    (key: QueryKey, value: string) => ask(withAnswer(query, key, value)),
    [ask, query],
  )
  const at = parseDate(query.at ?? '') ?? parseDate(todayInChina()) ?? 0
  return (
    <>
      <h1>{words.library.title}</h1>
      <p className="lead">{words.library.lead}</p>
      <SearchForm program={program} query={query} onChange={change} onClear={() => ask({})} />
      {asksForPlaces(query) ? (
        <Hits query={query} />
      ) : (
        <DocumentList program={program} query={query} at={at} />
      )}
    </>
  )
}
