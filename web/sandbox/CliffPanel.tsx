// How subjects lie around one threshold: those just short of it and those just past it.
import { useQuery } from '@tanstack/react-query'
import { Skeleton, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { type Program, parametersOf } from '#lang'
import type { Cliff } from '#server/api/simulationReply.ts'
import { looks } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { compareYuan } from '../ui/money.ts'
import { Picture, Swatch } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { countText, Wan } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { askCliff, type Scope } from './ask.ts'
import { binText, cliffOption, edgeBin } from './cliffOption.ts'
import { NumberTable } from './itemColumns.tsx'
import { Refused } from './Trouble.tsx'
import { useSandbox } from './useSandbox.ts'

type Bin = Cliff['bins'][number]

export function CliffPanel({ program, scope }: { readonly program: Program; readonly scope: Scope }) {
  const { query, change } = useSandbox()
  const parameter = useMemo(
    () => parametersOf(program).find(({ id }) => id === query.cliff),
    [program, query.cliff],
  )
  const body = {
    ...{ population: scope.population, at: scope.at, parameter: parameter?.id ?? '' },
    ...(parameter && query.item && parameter.items.includes(query.item) && { item: query.item }),
  }
  const asked = useQuery({
    queryKey: ['cliff', body],
    queryFn: ({ signal }) => askCliff(body, signal),
    enabled: parameter !== undefined,
    retry: false,
  })
  const held = query.changes?.find((each) => each.kind === 'number' && each.parameter === parameter?.id)
  if (!parameter) return null
  return (
    <div className="cliff">
      <button type="button" className="text-button cliff-close" onClick={() => change({ cliff: undefined })}>
        {words.sandbox.cliff.close}
      </button>
      {asked.isPending && <Skeleton paragraph={{ rows: 3 }} />}
      {asked.error && <Refused error={asked.error} again={() => void asked.refetch()} />}
      {asked.data && (
        <CliffPicture cliff={asked.data} assumed={held?.kind === 'number' ? held.value : undefined} />
      )}
    </div>
  )
}

function CliffPicture({ cliff, assumed }: { readonly cliff: Cliff; readonly assumed: string | undefined }) {
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const option = useMemo(() => cliffOption(cliff, assumed, wide, large), [cliff, assumed, wide, large])
  const { cliff: said } = words.sandbox
  const edge = edgeBin(cliff)
  const [below, above] = [cliff.bins[edge - 1], cliff.bins[edge]]
  return (
    <Picture title={said.title(cliff.fact)} note={said.note} table={() => <CliffTable cliff={cliff} />}>
      {cliff.bins.every(({ subjects }) => subjects === 0) ? (
        <p className="empty-note">{said.none}</p>
      ) : (
        <>
          <ul className="chart-key">
            <li>
              <Swatch look={looks.exact} />
              {said.eligible}
            </li>
            <li>
              <Swatch look={looks.quiet} />
              {said.notEligible}
            </li>
          </ul>
          <Chart option={option} height={18} label={said.chart} />
          <ul className="plain-list">
            {below && (
              <li>
                {said.below(binText(cliff, below), countText(below.subjects), countText(below.eligible))}
              </li>
            )}
            {above && (
              <li>
                {said.above(binText(cliff, above), countText(above.subjects), countText(above.eligible))}
              </li>
            )}
          </ul>
        </>
      )}
      {cliff.unknown > 0 && <p className="rule-small">{said.unknown(countText(cliff.unknown))}</p>}
    </Picture>
  )
}

function CliffTable({ cliff }: { readonly cliff: Cliff }) {
  const { cliff: said } = words.sandbox
  const columns: TableColumnsType<Bin> = [
    { title: said.bin, key: 'bin', render: (_, bin) => binText(cliff, bin) },
    {
      ...{ title: said.subjects, key: 'subjects', align: 'right' },
      sorter: (a, b) => a.subjects - b.subjects,
      render: (_, { subjects }) => countText(subjects),
    },
    {
      ...{ title: said.eligible, key: 'eligible', align: 'right' },
      sorter: (a, b) => a.eligible - b.eligible,
      render: (_, { eligible }) => countText(eligible),
    },
    {
      ...{ title: said.yuan, key: 'yuan', align: 'right' },
      sorter: (a, b) => compareYuan(a.yuan, b.yuan),
      render: (_, { yuan }) => <Wan yuan={yuan} />,
    },
  ]
  return (
    <NumberTable
      columns={columns}
      rows={cliff.bins}
      rowKey={({ from, to }) => `${from} ${to}`}
      name={said.chart}
    />
  )
}
