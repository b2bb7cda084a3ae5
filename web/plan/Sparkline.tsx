// The official values of an indicator as one small line, with the goal as a dashed one.
import { words } from '../words.zh.ts'
import { placeOf, valueText } from './periods.ts'

type Props = {
  readonly readings: readonly { readonly period: string; readonly value: string }[]
  readonly goal: string | null
  readonly unit: string
}

const [WIDTH, HEIGHT, PAD] = [120, 32, 3]

export function Sparkline({ readings, goal, unit }: Props) {
  const [first, last] = [readings[0], readings.at(-1)]
  if (!first || !last || readings.length < 2) return null
  const values = readings.map(({ value }) => Number(value))
  const all = goal === null ? values : [...values, Number(goal)]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const [from, to] = [placeOf(first.period), placeOf(last.period)]
  const x = (period: string): number =>
    PAD + ((placeOf(period) - from) / (to - from || 1)) * (WIDTH - 2 * PAD)
  const y = (value: number): number => HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD)
  const line = readings
    .map(({ period, value }) => `${x(period).toFixed(1)},${y(Number(value)).toFixed(1)}`)
    .join(' ')
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={words.plan.trend(valueText(first.value, unit), valueText(last.value, unit))}
    >
      {goal !== null && (
        <line className="chart-goal" x1={0} x2={WIDTH} y1={y(Number(goal))} y2={y(Number(goal))} />
      )}
      <polyline className="chart-line" points={line} />
      <circle className="chart-dot" cx={x(last.period)} cy={y(Number(last.value))} r={2.5} />
    </svg>
  )
}
