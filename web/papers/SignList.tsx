// Signs beside a case: each names its evidence and leads to it, and the enterprise can be asked about it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'
import { signQuestions } from './ask.ts'
import { Said } from './Said.tsx'
import { SayForm } from './SayForm.tsx'

type Sign = NonNullable<CaseReply['officer']>['signs'][number]
type Props = { readonly data: CaseReply; readonly signs: readonly Sign[] }

const keyOf = ({ kind, what, text }: Sign): string => `${kind} ${what} ${text}`

export function SignList({ data, signs }: Props) {
  const [asking, setAsking] = useState('')
  const client = useQueryClient()
  const { data: questions = [] } = useQuery(signQuestions(data.id))
  const asked = signs.find((each) => keyOf(each) === asking)
  return (
    <>
      <ul className="sign-list">
        {signs.map((sign) => (
          <li key={keyOf(sign)}>
            <p>
              <strong>{sign.what}</strong> {sign.text}
            </p>
            <p className="sign-links">
              <SignLinks sign={sign} policy={data.policy} />
              <Button
                size="small"
                aria-expanded={asking === keyOf(sign)}
                onClick={() => setAsking(asking === keyOf(sign) ? '' : keyOf(sign))}
              >
                {words.papers.signs.ask}
              </Button>
            </p>
          </li>
        ))}
      </ul>
      {asked && (
        <SayForm
          key={asking}
          {...{ label: words.papers.signs.question, send: words.papers.signs.send, field: 'question' }}
          note={words.papers.signs.askNote}
          // What the sign says of other people's cases is not the applicant's to read.
          begin={
            asked.other === undefined && asked.kind !== 'bunching'
              ? words.papers.signs.draft(asked.what, asked.text)
              : ''
          }
          path={`/api/cases/${data.id}/sign-questions`}
          done={async () => {
            setAsking('')
            await client.invalidateQueries({ queryKey: ['cases', 'sign-questions'] })
          }}
        />
      )}
      {questions.length > 0 && (
        <>
          <h3>{words.papers.signs.asked}</h3>
          <ul className="sign-list">
            {questions.map((each) => (
              <li key={each.id}>
                <p>{each.question}</p>
                <Said question={each} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function SignLinks({ sign: { other, evidence, article }, policy }: { sign: Sign; policy: string }) {
  return (
    <>
      {evidence !== undefined && (
        <a href={`/api/evidence/${evidence}`} download>
          {words.papers.signs.file}
        </a>
      )}
      {other !== undefined && (
        <Link to="/workbench" search={{ text: other }}>
          {words.papers.signs.other(other)}
        </Link>
      )}
      {article !== undefined && (
        <Link to="/policies/$id" params={{ id: policy }} hash={articleAnchor(article)}>
          {words.papers.signs.clause}
        </Link>
      )}
    </>
  )
}
