// duixian readings [documents] [--json] [--docx file]: the readings as questions to the authorities, with what each would pay.
import { writeFile } from 'node:fs/promises'
import {
  amountText,
  authorityOf,
  dateToChinese,
  dateToIso,
  documentName,
  exprText,
  outcomeText,
  parseDate,
  type ReadingQuestion,
} from '#lang'
import { loadSamples } from '#policies'
import { clarificationLetter } from '#server/office/clarificationLetter.ts'
import { askAboutReadings } from '#server/readings/askAboutReadings.ts'
import { callerPath, policiesNamed, usableLibrary } from './library.ts'
import { readFlags, single, UsageError } from './usage.ts'

export async function readings(args: readonly string[], today: string): Promise<number> {
  const flags = readFlags(args, ['docx', 'rules'], ['json'])
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  const policies = policiesNamed(program, flags.rest).map((each) => each.document.id)
  const day = parseDate(today) ?? 0
  const path = single(flags, 'docx')
  const questions = askAboutReadings(program, loadSamples(), {
    policies,
    openOnly: path !== undefined,
    today: day,
  })
  if (path !== undefined) {
    if (questions.length === 0) throw new UsageError('没有未定的口径，不需要请示')
    await writeFile(callerPath(path), await clarificationLetter(questions, day))
    console.log(`已写入${path}：${questions.length}处口径`)
  } else if (flags.switches.has('json')) console.log(JSON.stringify(questions.map(asJson), null, 2))
  else for (const question of questions) print(question)
  return 0
}

function asJson(question: ReadingQuestion) {
  const { policy, reading, phrases, consequences } = question
  const { status } = reading
  return {
    policy: policy.document.id,
    number: policy.document.number,
    id: reading.id,
    title: reading.title,
    question: reading.question,
    authority: authorityOf(question),
    phrases,
    alternatives: reading.alternatives.map(({ key, label, bindings }) => ({
      key,
      label,
      bindings: bindings.map(({ name, expr }) => ({ name, value: exprText(expr) })),
    })),
    status: status.kind === 'decided' ? { ...status, on: dateToIso(status.on) } : status,
    consequences,
  }
}

function print(question: ReadingQuestion): void {
  const { policy, reading, phrases, consequences } = question
  const { status } = reading
  console.log(`${documentName(policy.document)} ${reading.title}（${authorityOf(question)}）`)
  console.log(`  ${reading.question}`)
  for (const { heading, quote } of phrases) console.log(`  〔${heading}〕${quote && `「${quote}」`}`)
  for (const { key, label } of reading.alternatives) console.log(`  ${key} ${label}`)
  if (status.kind === 'decided') {
    console.log(
      `  已定：${dateToChinese(status.on)}由${status.by}采用${status.alternative}，${status.source}`,
    )
  }
  for (const each of consequences.filter(({ decisive }) => decisive)) {
    const results = each.alternatives.map(
      ({ key, outcome, amount }) => `${key} ${outcomeText(outcome)}、${amountText(amount)}`,
    )
    console.log(`  ${each.case}｜${each.title}：${results.join('；')}`)
  }
  console.log('')
}
