// The steps of a path with everything that can be done in them.
import type { Path, PathAct } from '#server/api/caseSettings.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'

export function PathTable({ path }: { readonly path: Path }) {
  const { columns, ...paths } = words.administration.paths
  const nameOf = (id: string): string => path.steps.find((each) => each.id === id)?.name ?? id
  return (
    <table className="case-table path-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {path.steps.map((step) => (
          <tr key={step.id}>
            <th scope="row">{step.name}</th>
            <td data-label={columns.state}>{words.cases.stateName[step.state]}</td>
            <td data-label={columns.desk}>{words.administration.desk[step.desk]}</td>
            <td data-label={columns.days}>
              {step.days === undefined ? paths.noDays : paths.workingDays(step.days)}
            </td>
            <td>
              {step.acts.length === 0 && paths.end}
              <ul className="bullets">
                {step.acts.map((act) => (
                  <li key={act.id}>
                    <Act act={act} to={nameOf(act.to)} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Act({ act, to }: { readonly act: PathAct; readonly to: string }) {
  const { party, need, effect, paths } = words.administration
  const more = [
    ...(act.needs.length > 0 ? [paths.needs(act.needs.map((each) => need[each]).join('、'))] : []),
    ...(act.does.length > 0 ? [paths.does(act.does.map((each) => effect[each]).join('、'))] : []),
    ...(act.reason ? [paths.reason] : []),
  ]
  return (
    <>
      <strong>{act.name}</strong>（{party[act.by]}）{paths.to(to)}
      {more.length > 0 && <span className="rule-small"> {more.join('；')}</span>}
    </>
  )
}
