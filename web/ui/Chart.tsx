// A picture drawn by ECharts, which is fetched when the first one is wanted. Its numbers stand in a table as well.
import type { EChartsCoreOption } from 'echarts/core'
import { useEffect, useEffectEvent, useRef } from 'react'

type Props = {
  readonly option: EChartsCoreOption
  /** In rem, so that large text has room. */
  readonly height: number
  readonly label: string
  readonly onPick?: (row: number, series: number) => void
}

type Drawn = ReturnType<typeof import('./echarts.ts').start>

export function Chart({ option, height, label, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const drawn = useRef<Drawn>(undefined)
  const pick = useEffectEvent((row: number, series: number) => onPick?.(row, series))
  const draw = useEffectEvent(() => drawn.current?.setOption(option, true))

  useEffect(() => {
    const element = place.current
    if (!element) return
    let gone = false
    const watcher = new ResizeObserver(() => drawn.current?.resize())
    void import('./echarts.ts').then(({ start }) => {
      if (gone) return
      const chart = start(element)
      chart.on('click', ({ dataIndex, seriesIndex }) => pick(dataIndex, seriesIndex ?? 0))
      drawn.current = chart
      draw()
      watcher.observe(element)
    })
    return () => {
      gone = true
      watcher.disconnect()
      drawn.current?.dispose()
      drawn.current = undefined
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new option is what is drawn anew.
  useEffect(() => draw(), [option])

  return (
    <div ref={place} className="chart" role="img" aria-label={label} style={{ height: `${height}rem` }} />
  )
}
