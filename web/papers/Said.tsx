// What the enterprise answered, or that it has not yet.
import type { SignQuestionReply } from '#server/api/papers/signQuestions.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

export function Said({ question: { answer, answeredAt } }: { readonly question: SignQuestionReply }) {
  if (answer === null || answeredAt === null) return <p className="rule-small">{words.papers.signs.open}</p>
  return (
    <p className="opinion">
      {words.papers.signs.answered(momentText(answeredAt))}
      {answer}
    </p>
  )
}
