// Where voices differ: the one that counts and the others, side by side, and what can be done about it.
import { Button } from 'antd'
import { useState } from 'react'
import { isOwnToSay } from '#lang'
import type { ProfileReply, StatementReply } from '#server/api/firm/profile.ts'
import { useProgram } from '../api.ts'
import { momentText } from '../ui/dates.ts'
import { factValue } from '../ui/factValue.ts'
import { words } from '../words.zh.ts'
import type { Firm } from './FirmFrame.tsx'
import { sourceText } from './KnownFact.tsx'
import { RectifyForm } from './RectifyForm.tsx'

type Props = { readonly data: ProfileReply; readonly firm: Firm }
type Conflict = ProfileReply['conflicts'][number]

export function Conflicts({ data, firm }: Props) {
  const { profile } = words.firm
  if (data.conflicts.length === 0) return null
  return (
    <section className="panel conflicts" aria-labelledby="conflicts-title">
      <h2 id="conflicts-title">{profile.conflicts(data.conflicts.length)}</h2>
      <p className="rule-small">{profile.conflictsNote}</p>
      <ul className="conflict-list">
        {data.conflicts.map((each) => (
          <OneConflict key={`${each.name} ${each.year}`} conflict={each} data={data} firm={firm} />
        ))}
      </ul>
    </section>
  )
}

function OneConflict({ conflict, data, firm }: Props & { readonly conflict: Conflict }) {
  const { vocabulary } = useProgram()
  const [asking, setAsking] = useState(false)
  const { profile } = words.firm
  const counts = data.known.find(({ id }) => id === conflict.counts)
  const declared = [...vocabulary.facts, ...vocabulary.collections].find(
    ({ english }) => english === conflict.name,
  )
  const mayRectify =
    declared !== undefined && !isOwnToSay(declared.authority) && firm.scopes.includes('apply')
  return (
    <li>
      <h3>
        {conflict.title}
        {conflict.year !== null && `（${profile.ofYear(conflict.year)}）`}
      </h3>
      <ul className="voices">
        {counts && <VoiceLine statement={counts} counts />}
        {conflict.against.map((each) => (
          <VoiceLine key={each.id} statement={each} />
        ))}
      </ul>
      {mayRectify && counts && (
        <Button size="small" aria-expanded={asking} onClick={() => setAsking(!asking)}>
          {profile.rectify}
        </Button>
      )}
      {asking && counts && <RectifyForm fact={counts} firm={firm} done={() => setAsking(false)} />}
    </li>
  )
}

function VoiceLine({
  statement,
  counts = false,
}: {
  readonly statement: StatementReply
  readonly counts?: boolean
}) {
  const { vocabulary } = useProgram()
  return (
    <li className={counts ? 'voice voice-counts' : 'voice'}>
      <strong>{factValue(statement, vocabulary)}</strong>
      {counts && <span className="counts-here">{words.firm.profile.countsHere}</span>}
      <span className="rule-small">
        {sourceText(statement)}
        {statement.note !== '' && `（${statement.note}）`} · {momentText(statement.recordedAt)}
      </span>
    </li>
  )
}
