// The whole item, switched off for the time of the trial.
import { Checkbox } from 'antd'
import type { Item, ReformChange } from '#lang'
import { words } from '../words.zh.ts'
import { placeOf, withChange, withoutPlace } from './reformInAddress.ts'
import { useSandbox } from './useSandbox.ts'

export function RemoveSwitch({ item }: { readonly item: Item }) {
  const { query, change } = useSandbox()
  const changes = query.changes ?? []
  const removal: ReformChange = { kind: 'remove', item: item.id }
  const removed = changes.some((each) => placeOf(each) === placeOf(removal))
  return (
    <div className={removed ? 'parameter parameter-changed' : 'parameter'}>
      <Checkbox
        checked={removed}
        onChange={({ target }) => {
          const next = target.checked ? withChange(changes, removal) : withoutPlace(changes, placeOf(removal))
          change({ changes: next.length > 0 ? next : undefined })
        }}
      >
        {words.sandbox.reform.remove}
      </Checkbox>
    </div>
  )
}
