// On a phone the result is far below the sliders: its sums stay in sight at the foot of the window.
import { minusYuan } from '../ui/money.ts'
import { useWide } from '../ui/useWide.ts'
import { Wan } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import type { Compared } from './useComparison.ts'
import { useSandbox } from './useSandbox.ts'

export function ResultBar({ comparison: { result } }: { readonly comparison: Compared }) {
  const { query } = useSandbox()
  const { change } = words.sandbox
  const own = result?.items.find(({ item }) => item === query.item)
  if (useWide() || !own || !query.changes?.length) return null
  return (
    <div className="result-bar">
      <span>
        {change.difference}{' '}
        <Wan yuan={minusYuan(own.after.cost.exact.yuan, own.before.cost.exact.yuan)} signed />
      </span>
      <span>
        {change.winners} {own.winners.subjects}
      </span>
      <span>
        {change.losers} {own.losers.subjects}
      </span>
      <button
        type="button"
        className="text-button"
        onClick={() => document.getElementById('reform-result')?.scrollIntoView()}
      >
        {change.toResult}
      </button>
    </div>
  )
}
