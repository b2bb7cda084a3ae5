// For the enterprise: what the department wants explained, with a box for each answer that is still open.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { words } from '../words.zh.ts'
import { signQuestions } from './ask.ts'
import { Said } from './Said.tsx'
import { SayForm } from './SayForm.tsx'

export function SignAnswers({ id }: { readonly id: number }) {
  const client = useQueryClient()
  const { data: questions = [] } = useQuery(signQuestions(id))
  if (questions.length === 0) return null
  return (
    <section className="panel act-panel" aria-labelledby="sign-answers-title">
      <h2 id="sign-answers-title">{words.papers.signs.toAnswer}</h2>
      <p className="rule-small">{words.papers.signs.toAnswerNote}</p>
      <ul className="sign-list">
        {questions.map((each) => (
          <li key={each.id}>
            <p>{each.question}</p>
            {each.answer === null ? (
              <SayForm
                {...{
                  label: words.papers.signs.answer,
                  send: words.papers.signs.sendAnswer,
                  field: 'answer',
                }}
                path={`/api/sign-questions/${each.id}`}
                done={() => client.invalidateQueries({ queryKey: ['cases', 'sign-questions'] })}
              />
            ) : (
              <Said question={each} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
