// duixian explain: the answer as a person reads it, with reasons, what is missing, and the clause.
import { dateToChinese, explainFinding, nextQuestions } from '#lang'
import { answer, QUESTION_FLAGS } from './question.ts'
import { noRest, readFlags } from './usage.ts'

export function explain(args: readonly string[], today: string): number {
  const flags = readFlags(args, QUESTION_FLAGS, [])
  noRest(flags)
  const { findings, policies, at } = answer(flags, today, false)
  console.log(`评估日：${dateToChinese(at)}\n`)
  for (const finding of findings) {
    const policy = policies.find((each) => each.document.id === finding.policy)
    if (policy) console.log(`${explainFinding(finding, policy)}\n`)
  }
  const [next] = nextQuestions(findings)
  if (next)
    console.log(`下一个问题（${next.authority.name}）：${next.question}\n  关系到：${next.items.join('、')}`)
  return 0
}
