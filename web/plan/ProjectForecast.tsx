// By when a project may begin and be completed: in a sentence, as a picture of the share with its interval, and as a table.
import { useState } from 'react'
import type { ProjectForecastReply, ProjectReply } from '#server/api/plan/projectReply.ts'
import { dayText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { ShareChart } from './ShareChart.tsx'

type Known = Extract<ProjectForecastReply, { kind: 'forecast' }>

export function ProjectForecast({ project }: { readonly project: ProjectReply }) {
  const { start, completion } = project.expectations
  const told = words.projects.forecast
  return (
    <section className="panel project-forecast" aria-labelledby="forecast-title">
      <h2 id="forecast-title">{told.title}</h2>
      {!start && !completion && <p>{told.ended}</p>}
      {start && (
        <One what={told.start} forecast={start} day={project.day} planned={project.line.plannedStart} />
      )}
      {completion && (
        <One
          what={told.completion}
          forecast={completion}
          day={project.day}
          planned={project.line.plannedCompletion}
        />
      )}
      <details>
        <summary>{told.rule}</summary>
        {project.rule.map((each) => (
          <p key={each} className="rule-small">
            {each}
          </p>
        ))}
      </details>
    </section>
  )
}

type OneProps = {
  readonly what: string
  readonly forecast: ProjectForecastReply
  readonly day: string
  readonly planned: string | null
}

const percent = (share: number): string => `${Math.round(share * 100)}%`
const day = (text: string | undefined): string | undefined => (text === undefined ? undefined : dayText(text))

function One({ what, forecast, day: today, planned }: OneProps) {
  const told = words.projects.forecast
  if (forecast.kind === 'too_few')
    return (
      <>
        <h3>{what}</h3>
        <p>{told.tooFew(forecast.cases, forecast.events, forecast.least)}</p>
      </>
    )
  const { half, quarter, threeQuarters, byPlan, cases, events, dropped } = forecast
  return (
    <>
      <h3>{what}</h3>
      <p className="forecast-sentence">
        {half.on === undefined
          ? told.notSeen(what)
          : told.sentence(what, dayText(half.on), day(half.low), day(half.high))}
      </p>
      <p>{told.span(what, day(quarter.on), day(threeQuarters.on))}</p>
      {byPlan && (
        <p>
          {told.plan(
            what,
            dayText(byPlan.on),
            percent(byPlan.share),
            percent(byPlan.low),
            percent(byPlan.high),
          )}
        </p>
      )}
      <p className="rule-small">{told.cases(cases, events, dropped)}</p>
      <ShareChart steps={forecast.steps} label={told.picture(what)} today={today} planned={planned} />
      <Table forecast={forecast} />
    </>
  )
}

function Table({ forecast }: { readonly forecast: Known }) {
  const [open, setOpen] = useState(false)
  const told = words.projects.forecast
  return (
    <>
      <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? told.noTable : told.table}
      </button>
      {open && (
        <div className="table-scroll">
          <table className="plan-numbers">
            <HeadRow titles={told.columns} />
            <tbody>
              {forecast.steps.map(({ on, share, low, high, atRisk }) => (
                <tr key={on}>
                  <th scope="row">{dayText(on)}</th>
                  <td>{percent(share)}</td>
                  <td>{`${percent(low)}—${percent(high)}`}</td>
                  <td>{atRisk}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
