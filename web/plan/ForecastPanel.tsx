// The course so far and to the deadline: the picture first, its table below.
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { ForecastChart } from './ForecastChart.tsx'
import { estimateText, isYesNo, periodText, placeOf, valueText } from './periods.ts'

type Line = PlanTargetReply['line']

export function ForecastPanel({ line }: { readonly line: Line }) {
  const { target: told } = words.plan
  if (line.series.length === 0 || isYesNo(line.unit)) return null
  const forecast = line.forecast.points.length > 0
  return (
    <section className="panel" aria-labelledby="forecast-title">
      <h2 id="forecast-title">{told.forecast}</h2>
      <p className="picture-note">
        {forecast && line.dueYear !== null ? told.forecastNote(line.dueYear) : told.plainNote}
        {line.gathers === 'within_year' && told.within}
      </p>
      <ForecastChart line={line} />
      <Legend line={line} />
      <details className="chart-table">
        <summary>{told.table}</summary>
        <ForecastTable line={line} />
      </details>
    </section>
  )
}

function Legend({ line }: { readonly line: Line }) {
  const { legend } = words.plan.target
  const ahead = line.forecast.points.length > 0
  const entries = [
    ['line', legend.official],
    ...(ahead
      ? [
          ['forecast', legend.forecast],
          ['likely', legend.likely],
          ['nearly', legend.nearly],
        ]
      : []),
    ...(line.needed ? [['needed', legend.needed]] : []),
  ] as const
  return (
    <ul className="plan-legend">
      {entries.map(([key, name]) => (
        <li key={key}>
          <svg viewBox="0 0 28 12" aria-hidden="true">
            {key === 'likely' || key === 'nearly' ? (
              <rect className={`chart-${key}`} width="28" height="12" />
            ) : (
              <path className={`chart-${key}`} d="M0 6H28" />
            )}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

function ForecastTable({ line }: { readonly line: Line }) {
  const { unit, series, forecast, needed } = line
  const periods = [
    ...new Set([...series, ...forecast.points, ...(needed?.way ?? [])].map(({ period }) => period)),
  ]
  const rows = periods.sort((a, b) => placeOf(a) - placeOf(b))
  return (
    <div className="table-scroll">
      <table className="plan-numbers">
        <HeadRow titles={words.plan.target.tableColumns} />
        <tbody>
          {rows.map((period) => {
            const official = series.find((each) => each.period === period)
            const point = forecast.points.find((each) => each.period === period)
            const way = needed?.way.find((each) => each.period === period)
            return (
              <tr key={period}>
                <th scope="row">{periodText(period)}</th>
                <td>{official && valueText(official.value, unit)}</td>
                <td>{point && estimateText(point.value, unit)}</td>
                <td>
                  {point && `${estimateText(point.likely.low, '')}—${estimateText(point.likely.high, unit)}`}
                </td>
                <td>{way && valueText(way.value, unit)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
