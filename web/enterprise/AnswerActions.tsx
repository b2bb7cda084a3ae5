// The answer on paper: printed from the page, or as a .docx with the clauses attached.
import { Button } from 'antd'
import { useState } from 'react'
import { dateToIso } from '#lang'
import { downloadAnswer } from '../ui/downloads.ts'
import { words } from '../words.zh.ts'
import type { Checkup } from './useCheckup.ts'

type State = 'idle' | 'working' | 'failed'

export function AnswerActions({ checkup }: { readonly checkup: Checkup }) {
  const { draft, kind, day, problems, answers, without } = checkup
  const [state, setState] = useState<State>('idle')
  const download = async () => {
    setState('working')
    const policies = [...new Set(answers.map(({ policy }) => policy))].filter((id) => !without.includes(id))
    try {
      await downloadAnswer({ subject: kind, facts: { ...draft.facts }, at: dateToIso(day), policies })
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <div className="answer-actions">
      <Button onClick={() => window.print()}>{words.paper.print}</Button>
      <Button onClick={download} loading={state === 'working'} disabled={problems.size > 0}>
        {words.paper.download}
      </Button>
      <p className="summary-small">{problems.size > 0 ? words.paper.wrongFacts : words.paper.note}</p>
      {state === 'failed' && (
        <p className="field-problem" role="alert">
          {words.paper.failed}
        </p>
      )}
    </div>
  )
}
