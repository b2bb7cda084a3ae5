// duixian coverage [documents or paths] [--json]: what accounts for every figure and sentence; exit 1 while something is open.
import { existsSync } from 'node:fs'
import { type AccountKind, type Coverage, type CoveredUnit, coverage, type Policy } from '#lang'
import { callerPath, policiesNamed, usableLibrary } from './library.ts'
import { readFlags } from './usage.ts'

const KIND_WORDS: Readonly<Record<AccountKind, string>> = {
  document: '文件信息',
  item: '事项',
  decision: '其中须部门认定',
  definition: '定义',
  standard: '外部标准',
  reading: '口径',
  relation: '关系',
  target: '目标',
  task: '任务',
  list: '清单',
  preamble: '序言',
  noEffect: '无效果（附缘由）',
  heading: '标题和序号',
}

export function coverageCommand(args: readonly string[]): number {
  const flags = readFlags(args, ['rules'], ['json'])
  // A path brings its own documents; a name picks one of the library's.
  const paths = flags.rest.filter((each) => existsSync(callerPath(each)))
  const { program } = usableLibrary([...paths, ...(flags.values.get('rules') ?? [])])
  const policies = policiesNamed(
    program,
    flags.rest.filter((each) => !paths.includes(each)),
  )
  const results = policies.map((policy) => coverage(policy, program.vocabulary))
  if (flags.switches.has('json')) console.log(JSON.stringify(results, null, 2))
  else for (const [i, policy] of policies.entries()) print(policy, results[i] as Coverage)
  return results.some((each) => each.openFigures.length + each.openSentences.length > 0) ? 1 : 0
}

function print({ document, articles }: Policy, result: Coverage): void {
  const share = (open: number, all: number): string =>
    `${all - open}/${all}（${all === 0 ? 100 : Math.floor(((all - open) * 100) / all)}%）`
  console.log(`${document.number} ${document.title}`)
  console.log(`  数字 ${share(result.openFigures.length, result.figures.length)}`)
  console.log(`  句子 ${share(result.openSentences.length, result.sentences.length)}`)
  for (const [kind, counts] of Object.entries(result.byKind)) {
    console.log(`    ${KIND_WORDS[kind as AccountKind]}：数字 ${counts.figures}，句子 ${counts.sentences}`)
  }
  const heading = (id: string): string => articles.find((each) => each.id === id)?.heading ?? id
  const line = (what: string, each: CoveredUnit): void =>
    console.log(`  ${what}：〔${heading(each.article)}〕${each.text.trim()}`)
  for (const each of result.openFigures) line('未说明的数字', { ...each, text: around(articles, each) })
  for (const sentence of result.openSentences) for (const each of sentence.open) line('未说明的句子', each)
}

/** A figure with the words on both sides of it. */
function around(articles: Policy['articles'], { article, start, end }: CoveredUnit): string {
  const text = articles.find((each) => each.id === article)?.text ?? ''
  return `…${text.slice(Math.max(0, start - 8), start)}【${text.slice(start, end)}】${text.slice(end, end + 8)}…`
}
