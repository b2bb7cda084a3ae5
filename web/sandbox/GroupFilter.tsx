// A list narrowed to a district, street, industry or size, each choice with the number of subjects that it leaves.
import { words } from '../words.zh.ts'
import type { Scope } from './ask.ts'
import type { ListQuery } from './list.ts'
import { dimensions } from './query.ts'
import { useSandbox } from './useSandbox.ts'
import { useSimulation } from './useSimulation.ts'

export function GroupFilter({ scope, list }: { readonly scope: Scope; readonly list: ListQuery }) {
  const { change } = useSandbox()
  const { result } = useSimulation({ ...scope, items: [list.item] }, list.item)
  return (
    <div className="filter-fields list-filter">
      {dimensions.map((dimension) => {
        const keys = result?.groups?.[dimension]?.map(({ key }) => key) ?? []
        const now = list[dimension]
        const known = now === undefined || keys.includes(now) ? keys : [now, ...keys]
        return (
          <div key={dimension} className="filter-field">
            <label htmlFor={`list-${dimension}`}>{words.sandbox.dimension[dimension]}</label>
            <select
              id={`list-${dimension}`}
              className="native-select"
              value={now ?? ''}
              onChange={({ target: { value } }) => {
                const { [dimension]: _, ...rest } = list
                change({ list: value === '' ? rest : { ...rest, [dimension]: value } })
              }}
            >
              <option value="">{words.sandbox.list.any}</option>
              {known
                .filter((key) => key !== '')
                .map((key) => (
                  <option key={key} value={key}>
                    {key}
                  </option>
                ))}
            </select>
          </div>
        )
      })}
    </div>
  )
}
