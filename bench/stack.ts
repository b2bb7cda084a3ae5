// The package of what may be had together, measured: an invented library of five documents, and a search of every choice
// beside ours where that can still be done.
import { bestPackage, compile, evaluate, parseDate, readSubject, type SourceFile } from '#lang'

const AT = parseDate('2025-06-01') ?? 0

/** Items with fixed amounts in 万元; groups exclude each other, ceilings limit sums. Numbers are places in `amounts`. */
type Shape = {
  readonly amounts: readonly number[]
  readonly groups: readonly (readonly number[])[]
  readonly ceilings: readonly { readonly members: readonly number[]; readonly limit: number }[]
}

export type StackRow = {
  readonly what: string
  readonly ours: number
  /** Milliseconds of the search of every choice; undefined where it would not end. */
  readonly exhaustive: number | undefined
}

/** Milliseconds a package, given the findings. Throws when the search of every choice finds another total. */
export function measureStack(median: (f: () => unknown) => number): StackRow[] {
  const small = shapeOf(16, 16, 5)
  const whole = shapeOf(130, 40, 5)
  return [
    { what: '16 items, all payable, 4 groups, 2 ceilings', ...measured(small, 1, median, true) },
    {
      what: '130 items in 5 documents, 40 payable, 10 groups, 4 ceilings',
      ...measured(whole, 5, median, false),
    },
  ]
}

function shapeOf(items: number, payable: number, step: number): Shape {
  const amounts = Array.from({ length: items }, (_, i) => (i < payable ? 10 + ((i * 37) % 50) : 0))
  const groups = Array.from({ length: Math.floor(payable / 4) }, (_, g) => [4 * g, 4 * g + 1, 4 * g + 2])
  const ceilings = Array.from({ length: Math.floor(payable / 8) > 4 ? 4 : 2 }, (_, c) => ({
    members: Array.from({ length: 5 }, (_, k) => (c * 7 + k * step) % payable),
    limit: 90,
  }))
  return { amounts, groups, ceilings }
}

function measured(
  shape: Shape,
  documents: number,
  median: (f: () => unknown) => number,
  compare: boolean,
): Omit<StackRow, 'what'> {
  const { program, diagnostics } = compile(sourcesOf(shape, documents))
  if (diagnostics.length > 0)
    throw new Error(`the invented library does not compile: ${diagnostics[0]?.code}`)
  const { subject } = readSubject({ subject: '企业', facts: { 已获支持: [] } }, program.vocabulary)
  if (!subject) throw new Error('the invented subject cannot be read')
  const findings = evaluate(program, subject, { at: AT })
  const run = () => bestPackage(program, subject, findings, { at: AT })
  const total = run().variants[0]?.certain.totals[0]?.yuan
  if (compare && Number(total) !== everyChoice(shape) * 10_000) {
    throw new Error(`another total by searching every choice: ${total}, ${everyChoice(shape)}`)
  }
  return { ours: median(run), exhaustive: compare ? median(() => everyChoice(shape)) : undefined }
}

/** Every set of items; the ceilings of a compared shape are apart or nested, so filling in order is enough. */
function everyChoice({ amounts, groups, ceilings }: Shape): number {
  let best = 0
  for (let mask = 0; mask < 1 << amounts.length; mask++) {
    const taken = (i: number): boolean => (mask & (1 << i)) !== 0
    if (groups.some((group) => group.filter(taken).length > 1)) continue
    const left = ceilings.map((each) => each.limit)
    let total = 0
    for (const [i, amount] of amounts.entries()) {
      if (!taken(i)) continue
      const over = ceilings.flatMap((each, c) => (each.members.includes(i) ? [c] : []))
      const paid = Math.min(amount, ...over.map((c) => left[c] ?? 0))
      for (const c of over) left[c] = (left[c] ?? 0) - paid
      total += paid
    }
    if (total > best) best = total
  }
  return best
}

const DICTIONARY = `集合 已获支持
  英文 supportReceived
  掌握 某局
  问 得到过什么？
  字段 事项 : 文本
    英文 item
    问 哪一项？
`

function sourcesOf({ amounts, groups, ceilings }: Shape, documents: number): SourceFile[] {
  const relation = (id: string, kind: string, members: readonly number[], rest: string): string =>
    `关系 ${id}\n  编号 ${id}\n  类别 ${kind}\n  成员 ${members.map((i) => `i${i}`).join('、')}\n${rest}  引「甲款」\n`
  const relations = [
    ...groups.map((each, i) => relation(`g${i}`, i % 2 === 0 ? '互斥' : '就高不重复', each, '')),
    ...ceilings.map(({ members, limit }, i) =>
      relation(`c${i}`, '合计封顶', members, `  封顶 每企业每年 ${limit}万元 引「甲款」\n`),
    ),
  ]
  const policies = Array.from({ length: documents }, (_, d) => {
    const items = amounts.flatMap((amount, i) =>
      i % documents === d
        ? [`事项 事项${i}\n  编号 i${i}\n  类别 奖补\n  给予 企业\n  金额 ${amount}万元 引「甲款」\n`]
        : [],
    )
    const head = `文件 d${d}\n  名称 办法\n  文号 某发〔2024〕${d + 1}号\n  发布 某局\n  成文 2024年1月1日\n`
    const rules = [head, ...items, ...(d === 0 ? relations : [])].join('\n')
    return { file: `d${d}/policy.md`, text: `# 一 {#1}\n\n> 甲款。\n\n\`\`\`规则\n${rules}\n\`\`\`\n` }
  })
  return [{ file: 'facts.rule', text: DICTIONARY }, ...policies]
}
