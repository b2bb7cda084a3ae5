// duixian parameters [--policy id]… [--item id]…: the numbers and dates of the rules that a reform can change, as a table.
import { type Parameter, type ParameterRole, type Policy, parametersOf } from '#lang'
import { itemsNamed, policiesNamed, usableLibrary } from './library.ts'
import { noRest, readFlags } from './usage.ts'

const ROLE_WORDS: Readonly<Record<ParameterRole, string>> = {
  threshold: '门槛',
  rate: '比例',
  amount: '金额',
  cap: '封顶',
  tier: '分档',
  date: '日期',
  other: '其他',
}

export function parameters(args: readonly string[]): number {
  const flags = readFlags(args, ['policy', 'item', 'rules'], ['json'])
  noRest(flags)
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  const policies = policiesNamed(program, flags.values.get('policy') ?? [])
  const found = parametersOf(
    program,
    policies.map((each) => each.document.id),
    itemsNamed(policies, flags.values.get('item')),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(found, null, 2))
  else for (const policy of program.policies) print(policy, found)
  return 0
}

function print({ document, articles }: Policy, all: readonly Parameter[]): void {
  const own = all.filter((each) => each.policy === document.id)
  if (own.length === 0) return
  console.log(`${document.number} ${document.title}：${own.length}处`)
  for (const each of own) {
    const heading = articles.find((article) => article.id === each.article)?.heading ?? each.article
    const quote = each.quote === undefined ? '' : `「${each.quote}」`
    console.log(`  ${ROLE_WORDS[each.role]}  ${each.label}  〔${heading}〕${quote}`)
    console.log(`    ${each.id}`)
    if (each.sameWords.length > 0) console.log(`    同一处文字另有${each.sameWords.length}处规则`)
  }
}
