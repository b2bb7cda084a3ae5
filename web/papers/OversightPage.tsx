// 督办: on whose desk cases are late, each number the way to its list.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { LateReply } from '#server/api/papers/oversight.ts'
import type { WorkbenchQuery } from '../cases/query.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { lateCases } from './ask.ts'

type Place = LateReply[number]

const NO_DESK = 'none'

export function OversightPage() {
  usePageTitle(words.papers.oversight.title)
  return <SignedInOnly>{() => <Oversight />}</SignedInOnly>
}

function Oversight() {
  const { data, error } = useQuery(lateCases)
  const { oversight } = words.papers
  const sum = (of: 'late' | 'open'): number => (data ?? []).reduce((all, each) => all + each[of], 0)
  return (
    <>
      <h1>{oversight.title}</h1>
      <p className="lead">{oversight.lead}</p>
      <Refused error={error} />
      {!data && !error && <Skeleton />}
      {data && (
        <>
          <p aria-live="polite">
            {data.length === 0 ? oversight.none : oversight.total(sum('late'), sum('open'))}
          </p>
          {data.length > 0 && sum('late') === 0 && <p>{oversight.noneLate}</p>}
          {data.length > 0 && <Places places={data} />}
        </>
      )}
    </>
  )
}

function Places({ places }: { readonly places: readonly Place[] }) {
  const { columns, elsewhere } = words.papers.oversight
  const most = Math.max(1, ...places.map((each) => each.open))
  return (
    <table className="case-table oversight-table">
      <thead>
        <tr>
          <th scope="col">{columns.department}</th>
          <th scope="col">
            <span className="hidden-label">{words.papers.oversight.title}</span>
          </th>
          <th scope="col" className="figure-column">
            {columns.open}
          </th>
          <th scope="col" className="figure-column">
            {columns.late}
          </th>
          <th scope="col" className="figure-column">
            {columns.escalated}
          </th>
          <th scope="col" className="figure-column">
            {columns.worst}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => {
          const name = place.id === NO_DESK ? elsewhere : place.name
          const count = (of: 'open' | 'late' | 'escalated', search: WorkbenchQuery) => (
            <td data-label={columns[of]} className="figure-column">
              <Count {...{ name, what: columns[of], count: place[of], search }} />
            </td>
          )
          return (
            <tr key={place.id}>
              <th scope="row">{name}</th>
              <td className="oversight-bar" aria-hidden="true">
                <Bar place={place} most={most} />
              </td>
              {count('open', { desk: place.id, ...(place.id === NO_DESK && { overdue: '1' }) })}
              {count('late', { desk: place.id, overdue: '1' })}
              {count('escalated', { desk: place.id, escalated: '1' })}
              <td data-label={columns.worst} className="figure-column">
                {place.worst === 0 ? '—' : words.cases.workingDays(place.worst)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type CountProps = {
  readonly name: string
  readonly what: string
  readonly count: number
  readonly search: WorkbenchQuery
}

function Count({ name, what, count, search }: CountProps) {
  if (count === 0) return <>0</>
  return (
    <Link to="/workbench" search={search} aria-label={words.papers.oversight.list(name, what, count)}>
      {count}
    </Link>
  )
}

/** The late part in front; what it says stands in the numbers beside it. */
function Bar({ place: { open, late }, most }: { readonly place: Place; readonly most: number }) {
  const width = (count: number): string => `${(count / most) * 100}%`
  return (
    <span className="late-bar">
      <span className="late-bar-late" style={{ width: width(late) }} />
      <span className="late-bar-open" style={{ width: width(open - late) }} />
    </span>
  )
}
