// What was done when and by whom, the latest first, as on the label of a parcel.
import type { CaseReply } from '#server/api/caseReply.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'
import { ReasonText } from './ReasonText.tsx'

export function Progress({ data }: { readonly data: CaseReply }) {
  const { passed } = data.progress
  return (
    <section className="panel" aria-labelledby="progress-title">
      <h2 id="progress-title">{words.cases.progress}</h2>
      {passed.length === 0 && <p>{words.cases.notBegun}</p>}
      <ol className="progress">
        {passed.toReversed().map(({ step, act, by, at, reason, transfer }) => (
          <li key={`${at} ${act}`}>
            <time dateTime={at}>{momentText(at)}</time>
            <p>
              <strong>{act}</strong> {words.cases.doneBy(step, by)}
            </p>
            {transfer && <p>{words.cases.transfer.fromTo(transfer.from, transfer.to)}</p>}
            {reason && <ReasonText reason={reason} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
