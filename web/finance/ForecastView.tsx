// What approved stages will still cost, month by month: a picture, and the table that it draws.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ForecastReply } from '#server/api/money/reconciliation.ts'
import { barOption, looks } from '../ui/bars.ts'
import { Chart } from '../ui/Chart.tsx'
import { exactText, minusYuan, sumYuan } from '../ui/money.ts'
import { Swatch } from '../ui/Picture.tsx'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { wanLength, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { forecast as askForecast } from './ask.ts'
import { ExportLink, Known } from './parts.tsx'

export function ForecastView() {
  const asked = useQuery(askForecast())
  const { forecast } = words.finance
  return (
    <section className="picture" aria-labelledby="forecast-title">
      <h2 id="forecast-title">{forecast.title}</h2>
      <p className="picture-note">{forecast.note}</p>
      <Known asked={asked}>
        {(rows) => (rows.length === 0 ? <p>{forecast.none}</p> : <Months rows={rows} />)}
      </Known>
    </section>
  )
}

type Rows = { readonly rows: readonly ForecastReply[] }

function Months({ rows }: Rows) {
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const { forecast } = words.finance
  const months = useMemo(() => monthsOf(rows), [rows])
  const option = useMemo(() => {
    const series = (
      name: string,
      look: (typeof looks)[keyof typeof looks],
      yuan: (each: Month) => string,
    ) => ({
      ...{ name, look, values: months.map((each) => wanLength(yuan(each))) },
      texts: months.map((each) => wanText(yuan(each))),
    })
    return barOption({
      labels: months.map(({ month }) => month),
      series: [
        series(forecast.ready, looks.exact, ({ sum, waiting }) => minusYuan(sum, waiting)),
        series(forecast.waiting, looks.upTo, ({ waiting }) => waiting),
      ],
      ...{ stacked: true, unit: words.sandbox.unit, wide, large },
    })
  }, [months, wide, large, forecast])
  return (
    <>
      <ul className="chart-key">
        <li>
          <Swatch look={looks.exact} />
          {forecast.ready}
        </li>
        <li>
          <Swatch look={looks.upTo} />
          {forecast.waiting}
        </li>
      </ul>
      <Chart option={option} height={4 + months.length * 2.5} label={forecast.title} />
      <ForecastTable rows={rows} />
      <ExportLink table="forecast" />
    </>
  )
}

type Month = { readonly month: string; readonly sum: string; readonly waiting: string }

/** In their order; those without a day last. */
function monthsOf(rows: readonly ForecastReply[]): Month[] {
  const { undated } = words.finance.forecast
  const groups = Map.groupBy(rows, ({ month }) => month ?? undated)
  return [...groups]
    .map(([month, own]) => ({
      ...{
        month,
        sum: sumYuan(own.map((each) => each.sum)),
        waiting: sumYuan(own.map((each) => each.waiting)),
      },
    }))
    .sort(
      (a, b) => Number(a.month === undated) - Number(b.month === undated) || a.month.localeCompare(b.month),
    )
}

function ForecastTable({ rows }: Rows) {
  const { columns, forecast, waterfall } = words.finance
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{columns.month}</th>
          <th scope="col">{columns.envelope}</th>
          <th scope="col" className="amount">
            {columns.still}
          </th>
          <th scope="col" className="amount">
            {columns.waiting}
          </th>
          <th scope="col">{columns.stages}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ envelopeId, envelope, month, sum, waiting, stages }) => (
          <tr key={`${envelopeId} ${month}`}>
            <td data-label={columns.month}>{month ?? forecast.undated}</td>
            <td data-label={columns.envelope}>
              <Link to="/finance" search={{ envelope: envelopeId, account: 'reserved' }}>
                {envelope}
              </Link>
            </td>
            <td data-label={columns.still} className="amount">
              {exactText(sum)}
            </td>
            <td data-label={columns.waiting} className="amount">
              {exactText(waiting)}
            </td>
            <td data-label={columns.stages}>{stages}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {waterfall.sum}
          </th>
          <td data-label={columns.still} className="amount">
            {exactText(sumYuan(rows.map((each) => each.sum)))}
          </td>
          <td data-label={columns.waiting} className="amount">
            {exactText(sumYuan(rows.map((each) => each.waiting)))}
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}
