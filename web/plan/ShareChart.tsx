// The share of like projects for which it has taken place, day by day, with its interval; drawn to the width at hand.
import { useLayoutEffect, useRef, useState } from 'react'
import type { ProjectForecastReply } from '#server/api/plan/projectReply.ts'
import { useTextSize } from '../ui/TextSize.tsx'
import { words } from '../words.zh.ts'

type Step = Extract<ProjectForecastReply, { kind: 'forecast' }>['steps'][number]
type Props = {
  readonly steps: readonly Step[]
  readonly label: string
  readonly today: string
  readonly planned: string | null
}

const HEIGHT = 220
const DAY = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY

export function ShareChart(props: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [])
  return (
    <div ref={place} className="plan-chart">
      {width > 0 && <Drawing {...props} width={width} />}
    </div>
  )
}

function Drawing({ steps, label, today, planned, width }: Props & { readonly width: number }) {
  const font = useTextSize().size === 'large' ? 17 : 13
  const left = font * 4
  const ahead = planned !== null && planned > today ? [planned] : []
  const from = at(today)
  const to = Math.max(from + 30, ...steps.map(({ on }) => at(on)), ...ahead.map(at)) + 10
  const x = (day: string): number => left + ((at(day) - from) / (to - from)) * (width - left - 16)
  const y = (share: number): number => 14 + (1 - share) * (HEIGHT - 14 - 30)
  const staircase = (of: (step: Step) => number): string[] => {
    let last = y(0)
    const path = [`${x(today)} ${last}`]
    for (const step of steps) {
      path.push(`${x(step.on)} ${last}`)
      last = y(of(step))
      path.push(`${x(step.on)} ${last}`)
    }
    return path
  }
  const band = [...staircase(({ high }) => high), ...staircase(({ low }) => low).toReversed()]
  const years = yearStarts(today, to)
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={label}
      fontSize={font}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line className="chart-grid" x1={left} x2={width - 16} y1={y(share)} y2={y(share)} />
          <text className="chart-text" x={left - 6} y={y(share) + font / 3} textAnchor="end">
            {share * 100}%
          </text>
        </g>
      ))}
      {years.map((day) => (
        <text key={day} className="chart-text" x={x(day)} y={HEIGHT - 8} textAnchor="middle">
          {`${day.slice(0, 4)}.${Number(day.slice(5, 7))}`}
        </text>
      ))}
      <path className="chart-likely" d={`M${band.join('L')}Z`} />
      <path className="chart-line" d={`M${staircase(({ share }) => share).join('L')}`} />
      {ahead.map((day) => (
        <g key={day}>
          <line className="chart-goal" x1={x(day)} x2={x(day)} y1={y(1)} y2={y(0)} />
          <text className="chart-goal-text" x={x(day) - 4} y={y(1) + font} textAnchor="end">
            {words.projects.fields.start.slice(0, 2)}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** First days of half-years after `today`, as many as have room. */
function yearStarts(today: string, to: number): string[] {
  const year = Number(today.slice(0, 4))
  return Array.from(
    { length: 12 },
    (_, i) => `${year + Math.floor(i / 2)}-${i % 2 === 0 ? '01' : '07'}-01`,
  ).filter((day) => day > today && at(day) < to - 12)
}
