// duixian evaluate: what the rules say of one subject, as a table or, with --json, as the findings themselves.
import { amountText, dateToIso, outcomeText, type TraceNode } from '#lang'
import { answer, QUESTION_FLAGS } from './question.ts'
import { noRest, readFlags } from './usage.ts'

export function evaluateCommand(args: readonly string[], today: string): number {
  const flags = readFlags(args, QUESTION_FLAGS, ['json', 'trace'])
  noRest(flags)
  const { findings, at } = answer(flags, today, flags.switches.has('trace'))
  if (flags.switches.has('json')) {
    console.log(JSON.stringify(findings, null, 2))
    return 0
  }
  console.log(`评估日 ${dateToIso(at)}`)
  for (const finding of findings) {
    console.log(
      `${finding.policy} ${finding.item}  ${finding.title}：${outcomeText(finding.outcome)}，${amountText(finding.amount)}`,
    )
    if (finding.trace) printTrace(finding.trace, 1)
  }
  return 0
}

function printTrace(node: TraceNode, depth: number): void {
  console.log(`${'  '.repeat(depth)}${node.label}${node.value === '' ? '' : ` = ${node.value}`}`)
  for (const child of node.children) printTrace(child, depth + 1)
}
