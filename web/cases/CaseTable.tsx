// Cases as a table; on a phone each one is a block. Only those alike can be chosen together.
import { Link } from '@tanstack/react-router'
import type { CaseLineReply } from '#server/api/caseReply.ts'
import { Lamp } from '../papers/Lamp.tsx'
import { Figure } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'
import { Due } from './Due.tsx'

type Props = {
  readonly cases: readonly CaseLineReply[]
  readonly chosen: readonly number[]
  readonly onChoose: (chosen: readonly number[]) => void
}

/** The same item in the same step. */
const isAlike = (a: CaseLineReply, b: CaseLineReply): boolean =>
  a.policy === b.policy && a.item === b.item && a.step === b.step

export function CaseTable({ cases, chosen, onChoose }: Props) {
  if (cases.length === 0) return <p>{words.cases.workbench.none}</p>
  const first = cases.find(({ id }) => chosen.includes(id))
  const { columns } = words.cases.workbench
  return (
    <table className="case-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden-label">{columns.choose}</span>
          </th>
          <th scope="col">{columns.due}</th>
          <th scope="col">{columns.item}</th>
          <th scope="col">{columns.subject}</th>
          <th scope="col">{columns.step}</th>
          <th scope="col">{columns.age}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((each) => (
          <tr key={each.id} className={each.late > 0 ? 'case-late' : undefined}>
            <td>
              <input
                type="checkbox"
                aria-label={words.cases.workbench.chooseOne(each.number)}
                checked={chosen.includes(each.id)}
                disabled={first !== undefined && !isAlike(first, each)}
                onChange={({ target: { checked } }) =>
                  onChoose(checked ? [...chosen, each.id] : chosen.filter((id) => id !== each.id))
                }
              />
            </td>
            <td data-label={columns.due}>
              <Due {...each} late={0} />
              <Lamp {...each} />
            </td>
            <td data-label={columns.item}>
              <Link to="/cases/$id" params={{ id: String(each.id) }}>
                {each.title}
                {each.element && `（${each.element}）`}
              </Link>
              <span className="case-number">{each.number}</span>
            </td>
            <td data-label={columns.subject}>
              {each.subject}
              {each.yuan !== null && <Figure yuan={each.yuan} before={words.cases.workbench.decided} />}
            </td>
            <td data-label={columns.step}>
              <span className={`case-state state-${each.state}`}>{each.stateName}</span> {each.stepName}
            </td>
            <td data-label={columns.age}>{words.cases.workingDays(each.age)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
