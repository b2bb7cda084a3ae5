// Everything that the reform assumes, each beside what the text says.
import { useMemo } from 'react'
import { type Program, parametersOf, type ReformChange } from '#lang'
import { words } from '../words.zh.ts'
import { itemTitle } from './items.ts'
import { placeOf, withoutPlace } from './reformInAddress.ts'
import { useSandbox } from './useSandbox.ts'

type Said = { readonly label: string; readonly before: string; readonly after: string }

export function ChangeList({ program }: { readonly program: Program }) {
  const { query, change } = useSandbox()
  const { changes = [] } = query
  const parameters = useMemo(() => new Map(parametersOf(program).map((each) => [each.id, each])), [program])
  const { reform } = words.sandbox

  const said = (each: ReformChange): Said => {
    switch (each.kind) {
      case 'number': {
        const found = parameters.get(each.parameter)
        return {
          label: found?.label ?? each.parameter,
          before: found?.text ?? reform.parameterGone,
          after: each.value,
        }
      }
      case 'scale':
        return {
          label: parameters.get(each.parameter)?.label ?? each.parameter,
          before: parameters.get(each.parameter)?.text ?? '',
          after: reform.times(each.factor),
        }
      case 'reading': {
        const policy = program.policies.find(({ document }) => document.id === each.policy)
        const reading = policy?.readings.find(({ id }) => id === each.reading)
        const way = reading?.alternatives.find(({ key }) => key === each.alternative)
        return {
          label: reform.reading(reading?.title ?? each.reading),
          before: reform.readingOpen,
          after: words.readings.way(each.alternative, way?.label ?? ''),
        }
      }
      case 'remove':
        return { label: itemTitle(program, each.item), before: '', after: reform.removed }
    }
  }

  if (changes.length === 0) return <p className="panel empty-note">{reform.noChanges}</p>
  return (
    <section className="panel change-list" aria-label={reform.title}>
      <div className="change-head">
        <h2>{reform.changes(changes.length)}</h2>
        <button type="button" className="text-button" onClick={() => change({ changes: undefined })}>
          {reform.resetAll}
        </button>
      </div>
      <ul>
        {changes.map((each) => {
          const { label, before, after } = said(each)
          const next = withoutPlace(changes, placeOf(each))
          return (
            <li key={placeOf(each)}>
              <span>
                {label}
                {before && (
                  <>
                    {'　'}
                    <del>{before}</del>
                  </>
                )}{' '}
                {reform.arrow} <ins>{after}</ins>
              </span>
              <button
                type="button"
                className="text-button"
                aria-label={reform.resetOf(label)}
                onClick={() => change({ changes: next.length > 0 ? next : undefined })}
              >
                {reform.reset}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
