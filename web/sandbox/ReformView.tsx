// A reform tried out: the numbers of an item's rules on one side, what changes on the other.
import type { Program } from '#lang'
import { words } from '../words.zh.ts'
import type { Scope } from './ask.ts'
import { ChangeList } from './ChangeList.tsx'
import { CliffPanel } from './CliffPanel.tsx'
import { ComparisonView } from './ComparisonView.tsx'
import { Envelopes } from './Envelopes.tsx'
import { ItemChoice } from './ItemChoice.tsx'
import { itemNamed } from './items.ts'
import { ParameterList } from './ParameterList.tsx'
import { ResultBar } from './ResultBar.tsx'
import { SavedReforms } from './SavedReforms.tsx'
import { useComparison } from './useComparison.ts'
import { useSandbox } from './useSandbox.ts'

export function ReformView({ program, scope }: { readonly program: Program; readonly scope: Scope }) {
  const { query } = useSandbox()
  const comparison = useComparison(program, scope)
  const found = itemNamed(program, query.item)
  return (
    <>
      <p className="assumed-notice">{words.sandbox.reform.notice}</p>
      <div className="reform-columns">
        <div className="reform-editor">
          <ItemChoice program={program} scope={scope} />
          {found && <ParameterList key={found.item.id} program={program} found={found} at={scope.at} />}
        </div>
        <div className="reform-result" id="reform-result">
          <ChangeList program={program} />
          <CliffPanel program={program} scope={scope} />
          <ComparisonView program={program} scope={scope} comparison={comparison} />
          <Envelopes program={program} comparison={comparison.result} />
          <SavedReforms scope={scope} />
        </div>
      </div>
      <ResultBar comparison={comparison} />
    </>
  )
}
