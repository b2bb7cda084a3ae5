// duixian package: what one subject may lawfully have together, as sentences or, with --json, as data.
import { bestPackage, dateToChinese, explainPackage } from '#lang'
import { answer, QUESTION_FLAGS } from './question.ts'
import { noRest, readFlags } from './usage.ts'

export function packageCommand(args: readonly string[], today: string): number {
  const flags = readFlags(args, QUESTION_FLAGS, ['json'])
  noRest(flags)
  const { program, subject, findings, at } = answer(flags, today, false)
  const found = bestPackage(program, subject, findings, { at })
  if (flags.switches.has('json')) console.log(JSON.stringify(found, null, 2))
  else console.log(`评估日：${dateToChinese(at)}\n\n${explainPackage(found, program)}`)
  return 0
}
