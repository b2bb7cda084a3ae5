// Why subjects are not eligible, the most frequent first.
import { useMemo } from 'react'
import type { ItemResult } from '#server/api/simulationReply.ts'
import { looks } from '../ui/bars.ts'
import { words } from '../words.zh.ts'
import { CountBars, type CountRow } from './CountBars.tsx'

export function ItemReasons({ result: { item, reasons } }: { readonly result: ItemResult }) {
  const rows = useMemo(
    () =>
      reasons.map(({ code, fact, subjects }): CountRow => {
        const kind = words.sandbox.reason[code]
        return {
          key: `${code} ${fact}`,
          label: fact === '' ? kind : `${fact}：${kind}`,
          kind,
          subjects,
          list: { item, which: 'reason', fact: fact === '' ? code : `${code} ${fact}` },
        }
      }),
    [item, reasons],
  )
  const { why, whyNote, whyChart, whyNone } = words.sandbox.one
  return (
    <CountBars
      title={why}
      note={whyNote}
      chart={whyChart}
      empty={whyNone}
      look={looks.notEligible}
      rows={rows}
    />
  )
}
