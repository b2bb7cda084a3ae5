// Official values, the forecast with its two intervals, the goal and the even way to it, drawn to the width at hand.
// The same numbers stand in a table below.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { useTextSize } from '../ui/TextSize.tsx'
import { words } from '../words.zh.ts'
import { periodText, placeOf, valueText } from './periods.ts'
import { ticksOf } from './ticks.ts'

type Line = PlanTargetReply['line']
type Spot = { readonly x: number; readonly y: number }

const HEIGHT = 280

export function ForecastChart({ line }: { readonly line: Line }) {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  return (
    <div ref={place} className="plan-chart">
      {width > 0 && <Drawing line={line} width={width} />}
    </div>
  )
}

function useWidth(place: RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [place])
  return width
}

function Drawing({ line, width }: { readonly line: Line; readonly width: number }) {
  const large = useTextSize().size === 'large'
  const { series, forecast, goal, needed, unit, indicator, requirement } = line
  const [font, left] = large ? [17, 76] : [13, 60]
  const last = series.at(-1)
  const points = forecast.points
  const values = [
    ...series.map(({ value }) => Number(value)),
    ...points.flatMap(({ nearlySure }) => [nearlySure.low, nearlySure.high]),
    ...(goal === null ? [] : [Number(goal)]),
  ]
  const ticks = ticksOf(Math.min(...values), Math.max(...values))
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  const places = [...series, ...points, ...(needed?.way ?? [])].map(({ period }) => placeOf(period))
  const [from, to] = [Math.min(...places), Math.max(...places)]
  const x = (period: string): number =>
    left + ((placeOf(period) - from) / (to - from || 1)) * (width - left - 24)
  const y = (value: number): number => 12 + (1 - (value - low) / (high - low || 1)) * (HEIGHT - 12 - 34)
  const spot = (each: { readonly period: string; readonly value: string | number }): Spot => ({
    x: x(each.period),
    y: y(Number(each.value)),
  })
  const band = (kind: 'likely' | 'nearlySure'): string => {
    if (!last) return ''
    const start = spot(last)
    const over = points.map((each) => ({ x: x(each.period), y: y(each[kind].high) }))
    const under = points.map((each) => ({ x: x(each.period), y: y(each[kind].low) })).reverse()
    return path([start, ...over, ...under])
  }
  const years = [...series, ...points, ...(needed?.way ?? [])]
    .map(({ period }) => period)
    .filter((period) => /^\d{4}$|Q4$|H2$|-12$/.test(period))
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`${indicator}：${words.plan.target.forecast}`}
      fontSize={font}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={left} x2={width - 24} y1={y(tick)} y2={y(tick)} />
          <text className="chart-text" x={left - 6} y={y(tick) + font / 3} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {[...new Set(years)].map((period) => (
        <text
          key={period}
          className="chart-text"
          x={x(period)}
          y={HEIGHT - 10}
          textAnchor={placeOf(period) === to ? 'end' : 'middle'}
        >
          {period.slice(0, 4)}年末
        </text>
      ))}
      {points.length > 0 && last && (
        <>
          <path className="chart-nearly" d={`${band('nearlySure')}Z`} />
          <path className="chart-likely" d={`${band('likely')}Z`} />
          <path className="chart-forecast" d={path([spot(last), ...points.map(spot)])} />
        </>
      )}
      {needed && last && <path className="chart-needed" d={path([spot(last), ...needed.way.map(spot)])} />}
      {goal !== null && (
        <>
          <line className="chart-goal" x1={left} x2={width - 24} y1={y(Number(goal))} y2={y(Number(goal))} />
          <text
            className="chart-goal-text"
            x={left + 6}
            y={y(Number(goal)) + (y(Number(goal)) < 12 + font ? font + 4 : -6)}
          >
            {words.plan.target.goal(requirement)}
          </text>
        </>
      )}
      <path className="chart-line" d={path(series.map(spot))} />
      {series.map((each) => (
        <circle
          key={each.period}
          className="chart-dot"
          cx={x(each.period)}
          cy={y(Number(each.value))}
          r={3.5}
        >
          <title>{`${periodText(each.period)} ${valueText(each.value, unit)}`}</title>
        </circle>
      ))}
    </svg>
  )
}

function path(spots: readonly Spot[]): string {
  return spots.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}
