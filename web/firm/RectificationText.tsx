// A request to put something right, in words: of what, what it should be and why, and the answer.
import type { RectificationReply } from '#server/api/firm/rectifications.ts'
import { useProgram } from '../api.ts'
import { momentText } from '../ui/dates.ts'
import { factValue } from '../ui/factValue.ts'
import { words } from '../words.zh.ts'

export function RectificationText({ rectification }: { readonly rectification: RectificationReply }) {
  const { vocabulary } = useProgram()
  const {
    name,
    held,
    title,
    year,
    claim,
    ground,
    askedAt,
    outcome,
    answer,
    answeredFor,
    answeredAt,
    department,
  } = rectification
  const { rectification: said, profile } = words.firm
  return (
    <>
      <p>
        <strong>
          {title}
          {year !== null && `（${profile.ofYear(year)}）`}
        </strong>{' '}
        <span className={`case-state outcome-${outcome ?? 'open'}`}>
          {outcome === null ? said.waiting(department ?? said.anyBureau) : (said.outcome[outcome] ?? outcome)}
        </span>
      </p>
      {held !== null && (
        <p>
          {said.now}：{factValue({ name, year, value: held }, vocabulary)}
        </p>
      )}
      <p>
        {said.claim}：{claim}
      </p>
      <p className="rule-small">
        {ground} · {said.asked(momentText(askedAt))}
      </p>
      {outcome !== null && (
        <div className="case-reason">
          <p>{answer}</p>
          <p className="rule-small">
            {said.answeredBy(answeredFor ?? '', answeredAt === null ? '' : momentText(answeredAt))}
          </p>
        </div>
      )}
    </>
  )
}
