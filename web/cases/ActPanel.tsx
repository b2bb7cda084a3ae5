// What I can do now, what stands against it, and the form of the act that was chosen.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { CaseReply, PossibleReply } from '#server/api/caseReply.ts'
import { dayText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'
import { ActForm } from './ActForm.tsx'

type Props = { readonly data: CaseReply; readonly onDone: (act: string) => void }

/** Nobody waits for anything any more. */
const OVER = ['paid', 'refused', 'declined', 'withdrawn', 'terminated', 'not_accepted', 'recovered']

export function ActPanel({ data, onDone }: Props) {
  const [chosen, setChosen] = useState<PossibleReply>()
  const client = useQueryClient()
  const { possible, progress, officer } = data
  const over = OVER.includes(data.state)
  const waiting = officer ? words.cases.notMine : words.cases.wait
  return (
    <section className="panel act-panel" aria-labelledby="acts-title">
      <h2 id="acts-title">{officer ? words.cases.acts : words.cases.now}</h2>
      {progress.corrections && (
        <div className="corrections">
          <p>{words.cases.correctBy(dayText(progress.corrections.dueOn))}</p>
          <ol>
            {progress.corrections.items.map(({ what, how }) => (
              <li key={`${what} ${how}`}>
                <strong>{what}</strong>
                <span>{how}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
      {possible.some((each) => each.appeal) && progress.here.dueOn !== null && (
        <p>{words.cases.mayAppeal(dayText(progress.here.dueOn))}</p>
      )}
      {possible.length === 0 && <p>{over ? words.cases.over : waiting}</p>}
      <ul className="act-list">
        {possible.map((each) => (
          <li key={each.id}>
            <Button
              type={each.negative || each.appeal || each.against.length > 0 ? 'default' : 'primary'}
              danger={each.negative}
              disabled={each.against.length > 0}
              aria-expanded={chosen?.id === each.id}
              onClick={() => setChosen(chosen?.id === each.id ? undefined : each)}
            >
              {each.name}
            </Button>
            {each.against.length > 0 && (
              <ul className="against" aria-label={words.cases.against(each.name)}>
                {each.against.map(({ text }) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {chosen && (
        <ActForm
          key={chosen.id}
          act={chosen}
          caseId={data.id}
          policy={data.policy}
          quotes={data.officer?.finding?.citations ?? []}
          official={officer !== undefined}
          path={`/api/cases/${data.id}/acts`}
          body={{ version: data.version }}
          done={async () => {
            setChosen(undefined)
            onDone(chosen.name)
            await client.invalidateQueries({ queryKey: ['cases'] })
          }}
        />
      )}
    </section>
  )
}
