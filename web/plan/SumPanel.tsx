// A target and its parts: what the text's own numbers add up to, and what the reported ones do.
import { Link } from '@tanstack/react-router'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { valueText } from './periods.ts'

type Line = PlanTargetReply['line']

export function SumPanel({ line }: { readonly line: Line }) {
  if (line.sums.length === 0) return null
  return (
    <section className="panel" aria-labelledby="sums-title">
      <h2 id="sums-title">{words.plan.target.sums}</h2>
      {line.sums.map((sum) => (
        <SumTable key={sum.of} sum={sum} line={line} />
      ))}
    </section>
  )
}

function SumTable({ sum, line }: { readonly sum: Line['sums'][number]; readonly line: Line }) {
  const { target: told } = words.plan
  const { policy, district, unit } = line
  return (
    <>
      <h3>{sum.of === 'stated' ? told.stated : told.reportedSum}</h3>
      <p className={`sum-words sum-${sum.verdict}`}>{sum.words}</p>
      <table className="plan-numbers">
        <HeadRow titles={[told.part, told.amount]} />
        <tbody>
          {sum.parts.map((part) => (
            <tr key={part.target}>
              <td>
                <Link
                  to="/plan/$policy/$target"
                  params={{ policy, target: part.target }}
                  search={{ district }}
                >
                  {part.indicator}
                </Link>
              </td>
              <td>{part.text}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{told.sum}</th>
            <td>{sum.sum === null ? told.unknownSum : valueText(sum.sum, unit)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}
