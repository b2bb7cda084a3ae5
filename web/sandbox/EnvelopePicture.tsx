// Budgets beside the cost before and after; ceilings have a bar of their own and take nothing from what is left.
import type { TableColumnsType } from 'antd'
import { useMemo } from 'react'
import type { Comparison } from '#server/api/simulationReply.ts'
import { barOption, looks } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { compareYuan, minusYuan } from '../ui/money.ts'
import { Picture, Swatch } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { Wan, wanLength, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { NumberTable } from './itemColumns.tsx'

type Envelope = Comparison['envelopes'][number]

export function EnvelopePicture({ envelopes }: { readonly envelopes: readonly Envelope[] }) {
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const { envelope, change } = words.sandbox
  const bars = useMemo(() => {
    const bar = (
      name: string,
      look: (typeof looks)[keyof typeof looks],
      yuan: (each: Envelope) => string,
    ) => ({
      ...{ name, look },
      values: envelopes.map((each) => wanLength(yuan(each))),
      texts: envelopes.map((each) => wanText(yuan(each))),
    })
    return [
      bar(envelope.budget, looks.quieter, ({ yuan }) => yuan),
      bar(`${change.before} ${change.exact}`, looks.before, ({ before }) => before.exact.yuan),
      bar(`${change.after} ${change.exact}`, looks.after, ({ after }) => after.exact.yuan),
      bar(`${change.after} ${change.upTo}`, looks.upTo, ({ after }) => after.upTo.yuan),
    ]
  }, [envelopes, envelope, change])
  const option = useMemo(
    () =>
      barOption({
        labels: envelopes.map(({ title }) => title),
        series: bars,
        ...{ stacked: false, unit: words.sandbox.unit, wide, large },
      }),
    [envelopes, bars, wide, large],
  )
  return (
    <Picture title={envelope.chart} table={() => <EnvelopeTable envelopes={envelopes} />}>
      <ul className="chart-key">
        {bars.map(({ name, look }) => (
          <li key={name}>
            <Swatch look={look} />
            {name}
          </li>
        ))}
      </ul>
      <Chart option={option} height={3.5 + envelopes.length * 5} label={envelope.chart} />
    </Picture>
  )
}

function EnvelopeTable({ envelopes }: { readonly envelopes: readonly Envelope[] }) {
  const { envelope, change } = words.sandbox
  const left = ({ yuan, after }: Envelope) => minusYuan(yuan, after.exact.yuan)
  const columns: TableColumnsType<Envelope> = [
    { title: envelope.name, dataIndex: 'title' },
    { title: envelope.budget, key: 'budget', align: 'right', render: (_, { yuan }) => <Wan yuan={yuan} /> },
    {
      ...{ title: `${change.before} ${change.exact}`, key: 'before', align: 'right' },
      render: (_, { before }) => <Wan yuan={before.exact.yuan} />,
    },
    {
      ...{ title: `${change.after} ${change.exact}`, key: 'after', align: 'right' },
      render: (_, { after }) => <Wan yuan={after.exact.yuan} />,
    },
    {
      ...{ title: envelope.left, key: 'left', align: 'right' },
      sorter: (a, b) => compareYuan(left(a), left(b)),
      render: (_, each) => (
        <span className={left(each).startsWith('-') ? 'over-budget' : ''}>
          <Wan yuan={left(each)} /> {left(each).startsWith('-') && envelope.over}
        </span>
      ),
    },
    {
      ...{ title: `${change.after} ${change.upTo}`, key: 'upTo', align: 'right' },
      render: (_, { after }) => <Wan yuan={after.upTo.yuan} />,
    },
  ]
  return (
    <NumberTable columns={columns} rows={envelopes} rowKey={({ title }) => title} name={envelope.chart} />
  )
}
