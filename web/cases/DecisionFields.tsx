// What the reviewer settles: each open reading that decides the result, by whose word; and the amount where the text
// leaves a choice. What a choice comes to is tried on the server as soon as it is made.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AsksReply, ProposalReply } from '#server/api/granting/moneySchema.ts'
import { useChange } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { AwardFields } from './AwardFields.tsx'
import type { TypedPayload } from './payload.ts'
import { ReadingFields } from './ReadingFields.tsx'

type Props = {
  readonly caseId: number
  readonly policy: string
  readonly decision: NonNullable<AsksReply['decision']>
  readonly value: TypedPayload
  readonly onChange: (value: TypedPayload) => void
}

export function DecisionFields({ caseId, policy, decision, value, onChange }: Props) {
  const change = useChange()
  const followed = Object.entries(value.readings).filter(([, { alternative }]) => alternative !== '')
  // Tried as if decided; by whose word, the officer may still be typing.
  const readings = followed.map(([reading, { alternative }]) => ({
    ...{ policy, reading, alternative, on: decision.on, by: '试算', source: '试算' },
  }))
  const trying = useQuery({
    queryKey: ['cases', 'judgement', caseId, readings],
    queryFn: () => change<ProposalReply>('POST', `/api/cases/${caseId}/judgement`, { readings }),
    enabled: readings.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const proposal = readings.length > 0 ? (trying.data ?? decision) : decision
  const asked = proposal.readings.filter(
    ({ id, status, decisive }) => value.readings[id] !== undefined || (status === 'open' && decisive),
  )
  const waiting = asked.filter(({ id }) => (value.readings[id]?.alternative ?? '') === '')
  return (
    <>
      {asked.map((reading) => (
        <ReadingFields
          key={reading.id}
          reading={decision.readings.find(({ id }) => id === reading.id) ?? reading}
          on={decision.on}
          value={value.readings[reading.id]}
          onChange={(one) => onChange({ ...value, readings: { ...value.readings, [reading.id]: one } })}
        />
      ))}
      <Refused error={trying.error} />
      <div aria-live="polite">
        {trying.isFetching && <p>{words.cases.money.trying}</p>}
        {readings.length > 0 && !trying.isFetching && (
          <p>{words.cases.money.triedOutcome(words.outcome[proposal.outcome])}</p>
        )}
        {proposal.open !== null && waiting.length === 0 && (
          <p className="still-open">
            {words.cases.money.stillOpen}
            {proposal.open}
          </p>
        )}
      </div>
      {proposal.open === null && proposal.outcome === 'eligible' && (
        <AwardFields proposal={proposal} value={value} onChange={onChange} />
      )}
    </>
  )
}
