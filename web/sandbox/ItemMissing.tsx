// What undetermined subjects lack, and what of it keeps them out of 免申即享.
import { useMemo } from 'react'
import type { ItemResult } from '#server/api/simulationReply.ts'
import { looks } from '../ui/bars.ts'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { CountBars, type CountRow } from './CountBars.tsx'
import { CountLink } from './CountLink.tsx'

export function ItemMissing({ result }: { readonly result: ItemResult }) {
  const { item, missing, reach, blindSpot } = result
  const rows = useMemo(
    () =>
      missing.map(({ fact, cause, subjects, alone }): CountRow => {
        const kind = words.sandbox.cause[cause]
        return {
          ...{ key: `${cause} ${fact}`, label: fact, kind, subjects, alone },
          list: { item, which: 'missing', fact },
        }
      }),
    [item, missing],
  )
  const lacking = missing.filter(({ cause }) => cause === 'fact').slice(0, 6)
  const { one, list } = words.sandbox
  return (
    <CountBars
      title={one.missing}
      note={one.missingNote}
      chart={one.missingChart}
      empty={one.missingNone}
      look={looks.open}
      rows={rows}
    >
      <div className="blind-spot">
        <h3>{one.blindSpot}</h3>
        <p>
          {one.ready}{' '}
          <CountLink count={reach.eligible} of={list.which.eligible} list={{ item, which: 'eligible' }} />{' '}
          {words.sandbox.peopleUnit}；{one.almost}{' '}
          <CountLink count={blindSpot} of={list.which.blindSpot} list={{ item, which: 'blindSpot' }} />{' '}
          {one.almostEnd}
        </p>
        {blindSpot > 0 && lacking.length > 0 && (
          <p className="lacking">
            {lacking.map(({ fact, subjects }) => `${fact}（${countText(subjects)}）`).join('、')}
          </p>
        )}
        <p className="rule-small">{one.blindNote}</p>
      </div>
    </CountBars>
  )
}
