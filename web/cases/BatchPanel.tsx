// The same act on cases that are alike: each is done whole or not at all, and each result is told.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ManyActsReply } from '#server/api/caseActs.ts'
import type { CaseLineReply, PossibleReply } from '#server/api/caseReply.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { ActForm } from './ActForm.tsx'
import { oneCase } from './ask.ts'
import { TransferForm } from './TransferForm.tsx'

type Props = { readonly cases: readonly CaseLineReply[]; readonly done: () => void }
type Result = ManyActsReply['results'][number] & { readonly number: string }

export function BatchPanel({ cases, done }: Props) {
  const [results, setResults] = useState<readonly Result[]>([])
  return (
    <>
      {results.length > 0 && <Results results={results} />}
      {cases.length > 0 && (
        <Batch
          key={cases.map(({ id }) => id).join()}
          cases={cases}
          done={(reply) => {
            const numbers = new Map(cases.map(({ id, number }) => [id, number]))
            setResults(reply.results.map((each) => ({ ...each, number: numbers.get(each.id) ?? '' })))
            done()
          }}
        />
      )}
    </>
  )
}

/** No path has an act of this name. */
const TRANSFER = 'transfer'

function Batch({
  cases,
  done,
}: {
  readonly cases: readonly CaseLineReply[]
  readonly done: (reply: ManyActsReply) => void
}) {
  const [id, setId] = useState('')
  const client = useQueryClient()
  // What one of them allows, the others usually do; the server decides for each.
  const first = useQuery(oneCase(String(cases[0]?.id ?? '')))
  const acts = (first.data?.possible ?? []).filter((each) => each.against.length === 0 && isAlike(each))
  const act = acts.find((each) => each.id === id)
  const transfer = first.data?.transfer
  const takers = transfer?.against.length === 0 ? transfer.departments : []
  const chosen = { cases: cases.map(({ id: each, version }) => ({ id: each, version })) }
  const tell = async (reply: ManyActsReply) => {
    done(reply)
    await client.invalidateQueries({ queryKey: ['cases'] })
  }
  return (
    <section className="panel" aria-labelledby="batch-title">
      <h2 id="batch-title">{words.cases.workbench.batch(cases.length)}</h2>
      <Refused error={first.error} />
      {first.data && acts.length === 0 && takers.length === 0 && <p>{words.cases.notMine}</p>}
      <ul className="act-list">
        {acts.map((each) => (
          <li key={each.id}>
            <Button danger={each.negative} aria-expanded={id === each.id} onClick={() => setId(each.id)}>
              {each.name}
            </Button>
          </li>
        ))}
        {takers.length > 0 && (
          <li>
            <Button type="link" aria-expanded={id === TRANSFER} onClick={() => setId(TRANSFER)}>
              {words.cases.transfer.name}
            </Button>
          </li>
        )}
      </ul>
      {id === TRANSFER && (
        <TransferForm departments={takers} path="/api/cases/transfer" body={chosen} done={tell} />
      )}
      {act && first.data && (
        <ActForm
          key={act.id}
          act={act}
          caseId={first.data.id}
          policy={first.data.policy}
          quotes={first.data.officer?.finding?.citations ?? []}
          path="/api/cases/acts"
          body={chosen}
          official
          done={tell}
        />
      )}
    </section>
  )
}

/** What each case needs for itself is not done to many at once: corrections, an amount to choose, the bank's word. */
function isAlike({ corrections, asks }: PossibleReply): boolean {
  const chosen = asks.decision !== undefined && asks.decision.lawful.kind !== 'settled'
  return !corrections && !chosen && asks.result === undefined
}

function Results({ results }: { readonly results: readonly Result[] }) {
  const failed = results.filter((each) => !each.done)
  return (
    <section className="panel" role="status" aria-label={words.cases.workbench.results}>
      <p>{words.cases.workbench.done(results.length - failed.length, failed.length)}</p>
      <ul className="plain-list">
        {failed.map(({ id, number, problems }) => (
          <li key={id}>
            <strong>{number}</strong> {problems.join('；')}
          </li>
        ))}
      </ul>
    </section>
  )
}
