// A package → Chinese sentences: totals by nature, what each item brings and why not more, what is open or silent.
import type { Citation, Nature, Program } from '../ir/ir.ts'
import type {
  Beside,
  Choice,
  EntryRef,
  ItemRef,
  MatterRef,
  OpenQuestion,
  Package,
  RelationRef,
  Share,
  Silence,
  Step,
  StepCause,
  Total,
  Variant,
} from '../stack/result.ts'
import { amountText, yuanText } from './explain.ts'

const NATURES: Readonly<Record<Nature, string>> = {
  cash: '现金',
  relief: '费用减免',
  tax: '税额',
  taxBase: '税前扣除',
  equity: '股权投资',
  loan: '贷款',
  none: '非资金',
}

export function natureText(nature: Nature): string {
  return NATURES[nature]
}

/** A package in words: what all readings share, then what each combination of open readings changes. Indented by level. */
export type PackageWords = {
  readonly shared: readonly string[]
  readonly byReading: readonly { readonly readings: readonly string[]; readonly lines: readonly string[] }[]
  readonly notes: readonly string[]
}

/** The whole package as a person reads it. `program` is the one that it was worked out with. */
export function explainPackage(found: Package, program: Program): string {
  const { shared, byReading, notes } = describePackage(found, program)
  const variants = byReading.flatMap(({ readings, lines }) => [
    ...readings.map((each) => `口径未定：${each}：`),
    ...lines,
  ])
  return [...shared, ...variants, ...notes].join('\n')
}

export function describePackage(found: Package, program: Program): PackageWords {
  const notes = found.complete ? [] : ['未定口径的组合太多，以上没有列全。']
  for (const each of found.received ?? []) {
    if (each.matches.length === 0)
      notes.push(`已获支持${entryText(each)}：不属于现有文件的任何事项，没有计入。`)
  }
  return { ...variantsWords(found.variants, citer(program)), notes }
}

type Cite = (policy: string, citations: readonly Citation[]) => string[]

function citer(program: Program): Cite {
  const policies = new Map(program.policies.map((each) => [each.document.id, each]))
  return (id, citations) =>
    citations.map(({ article, quote }) => {
      const policy = policies.get(id)
      const heading = policy?.articles.find((each) => each.id === article)?.heading ?? article
      return `    依据：${policy?.document.number ?? id} 〔${heading}〕「${quote}」`
    })
}

/** What all readings share is said once; under each reading stands what it changes. */
function variantsWords(variants: readonly Variant[], cite: Cite): Pick<PackageWords, 'shared' | 'byReading'> {
  const blocks = variants.map((each) => variantBlocks(each, cite).map((block) => block.join('\n')))
  const [first = []] = blocks
  const isShared = (block: string): boolean => blocks.every((all) => all.includes(block))
  const lines = (all: readonly string[]): string[] => joinHopes(all.flatMap((each) => each.split('\n')))
  return {
    shared: lines(first.filter(isShared)),
    byReading:
      variants.length < 2
        ? []
        : variants.map(({ readings }, i) => ({
            readings: readings.map(
              (each) => `${each.title}（请示${each.askTo}），按${each.key} ${each.label}`,
            ),
            lines: lines((blocks[i] ?? []).filter((each) => !isShared(each))),
          })),
  }
}

/** Blocks of lines: the totals, each item that is sure of something, the rest in a line each. */
function variantBlocks(variant: Variant, cite: Cite): string[][] {
  const { certain, possible } = variant
  return [
    [`可得合计：${totalsText(certain.totals, possible.totals)}`],
    ...itemBlocks(certain, possible, cite),
    ...variant.switches.map((each) => [
      `  注意：「${each.title}」在确定的组合里享受，在可能的组合里让位给金额更高的事项。`,
    ]),
    ...variant.acrossNatures.map((each) => [
      `  注意：「${each.title}」涉及不同性质的支持，${acrossText(each)}。`,
    ]),
    ...variant.silent.map(silenceLines),
    ...besideBlocks(variant.beside, cite),
    ...variant.apart.map((each) => [
      `  另计：${each.title}，${NATURES[each.nature]}，${amountText(each.amount)}，不与资金相加。`,
    ]),
    ...variant.open.map(openLines),
  ]
}

function acrossText({ kind }: RelationRef): string {
  return kind === 'exclusive' || kind === 'highest'
    ? '只比较金额高低，不相加'
    : '按文件写的合计核对限额，结果仍分开列示'
}

function totalsText(certain: readonly Total[], possible: readonly Total[]): string {
  if (possible.length === 0 && certain.length === 0) return '没有可以计入的资金'
  const natures = possible.length >= certain.length ? possible : certain
  return natures
    .map(({ nature }) => {
      const least = certain.find((each) => each.nature === nature)?.yuan ?? '0.00'
      const most = possible.find((each) => each.nature === nature)
      return `${NATURES[nature]} ${spanText(least, most ? most.yuan : '0.00')}`
    })
    .join('；')
}

/** 确定 30万元 · 确定 30万元，最多 50万元 · 确定 30万元，最多无法估计 */
function spanText(least: string | null, most: string | null): string {
  const sure = `确定 ${moneyText(least)}`
  if (most === least) return sure
  return most === null ? `${sure}，最多尚无法估计` : `${sure}，最多 ${yuanText(most)}`
}

function moneyText(yuan: string | null): string {
  return yuan === null ? '数额未定' : yuanText(yuan)
}

const HOPE = '  情况补齐以后还可能：'

/** Lines of the same opening that follow each other become one. */
function joinHopes(lines: readonly string[]): string[] {
  const joined: string[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    if (last?.startsWith(HOPE) && line.startsWith(HOPE))
      joined[joined.length - 1] = `${last}、${line.slice(HOPE.length)}`
    else joined.push(line)
  }
  return joined
}

/** Items that bring something for sure or lose something come one by one; what is only possible, together. */
function itemBlocks(certain: Choice, possible: Choice, cite: Cite): string[][] {
  const of = (choice: Choice, share: ItemRef): Share | undefined =>
    choice.shares.find((each) => each.item === share.item && each.policy === share.policy)
  const all = [...possible.shares, ...certain.shares.filter((each) => !of(possible, each))]
  const hopes: string[] = []
  const blocks = all.flatMap((share): string[][] => {
    const [sure, most] = [of(certain, share), of(possible, share)]
    const told = sure ? sure.steps.flatMap((each) => stepLines(each, '', cite)) : []
    const same = sure && most && causesOf(sure) === causesOf(most)
    const also = most && !same ? most.steps.flatMap((each) => stepLines(each, '最多的算法：', cite)) : []
    const nothingSure = (sure?.to ?? '0.00') === '0.00'
    if (nothingSure && told.length + also.length === 0) {
      const up = most?.to
      hopes.push(up === null ? share.title : `${share.title}（最多${yuanText(up ?? '0.00')}）`)
      return []
    }
    return [[`  ${share.title}：${spanText(sure?.to ?? '0.00', most ? most.to : '0.00')}`, ...told, ...also]]
  })
  return [...blocks, ...hopes.map((each) => [`${HOPE}${each}`])]
}

/** The amounts apart, what took something off: told once when it is the same in both answers. */
function causesOf({ steps }: Share): string {
  return JSON.stringify(steps.map((each) => each.cause))
}

function stepLines(step: Step, prefix: string, cite: Cite): string[] {
  const open = step.open ? '（是否如此尚不清楚）' : ''
  const text = `    ${prefix}${moneyText(step.from)} → ${moneyText(step.to)}：${causeText(step.cause)}${open}`
  return [text, ...causeCitations(step.cause, cite)]
}

function causeText(cause: StepCause): string {
  switch (cause.kind) {
    case 'relation':
      return relationText(cause.relation, cause.with)
    case 'received':
      return cause.relation.kind === 'exclusive'
        ? `${receivedText(cause.entries)}，按「${cause.relation.title}」只能享受一项${matterText(cause.relation.matter)}`
        : `${receivedText(cause.entries)}，按「${cause.relation.title}」就高不重复，只补差额${matterText(cause.relation.matter)}`
    case 'receivedSilent':
      return `${receivedText(cause.entries)}，如与同类事项「${cause.matter.title}」只享受最高的一项，只补差额`
    case 'cap':
      return `${receivedText(cause.entries)}，占用了${cause.text}的限额`
    case 'silent':
      return `如同类事项「${cause.matter.title}」只享受最高的一项，让位给${titles(cause.with)}`
    case 'prerequisite':
      return `按「${cause.relation.title}」须先获得「${cause.needs}」`
  }
}

function relationText({ kind, title, matter }: RelationRef, beside: readonly ItemRef[]): string {
  const others = beside.length === 0 ? '' : `，同组的还有${titles(beside)}`
  switch (kind) {
    case 'exclusive':
      return `按「${title}」与${titles(beside)}只能享受一项${matterText(matter)}`
    case 'highest':
      return `按「${title}」与${titles(beside)}就高不重复，只付高的一项${matterText(matter)}`
    case 'sharedCap':
      return `按「${title}」合计封顶${others}${matterText(matter)}`
    case 'deduct':
      return `按「${title}」扣除已得的部分${others}${matterText(matter)}`
    case 'requires':
    case 'cumulative':
      return `按「${title}」`
  }
}

function titles(items: readonly ItemRef[]): string {
  return items.map((each) => `「${each.title}」`).join('、')
}

function matterText(matter: MatterRef | undefined): string {
  return matter ? `（同属「${matter.title}」，这是人工声明：${matter.declaredBy}；${matter.note}）` : ''
}

function receivedText(entries: readonly EntryRef[]): string {
  if (entries.length === 0) return '此前获得过什么尚不清楚'
  return `此前已获${entries.map(entryText).join('、')}`
}

function entryText({ item, number, yuan, date }: EntryRef): string {
  const name = item === undefined ? '一项未写明的支持' : `「${item}」`
  const amount = yuan === undefined ? '（金额未填）' : yuanText(yuan)
  const where = [number, date].filter((each) => each !== undefined).join('，')
  return `${name}${amount}${where === '' ? '' : `（${where}）`}`
}

function causeCitations(cause: StepCause, cite: Cite): string[] {
  if (cause.kind === 'cap') return cite(cause.policy, cause.citations)
  return 'relation' in cause ? cite(cause.relation.policy, cause.relation.citations) : []
}

function silenceLines({ matter, items, entries, ifBoth, ifHighestOnly }: Silence): string[] {
  const before = entries.length === 0 ? '' : `；${receivedText(entries)}`
  const both = totalsText(ifBoth.certain, ifBoth.possible)
  const highest = totalsText(ifHighestOnly.certain, ifHighestOnly.possible)
  return [
    `  同类「${matter.title}」：${titles(items)}${before}。文件没有说明能否同时享受。`,
    `    同类是人工声明：${matter.declaredBy}；${matter.note}`,
    ...(both === highest ? [] : [`    都享受：${both}`, `    只享受最高的一项：${highest}`]),
  ]
}

/** Upper bounds that a department decides. Those still open, of which nothing more can be said, share a line. */
function besideBlocks(beside: readonly Beside[], cite: Cite): string[][] {
  const plain = beside.filter(
    (each) => each.outcome !== 'eligible' && each.steps.length === 0 && each.competes.length === 0,
  )
  const told = beside.filter((each) => !plain.includes(each)).map((each) => besideLines(each, cite))
  if (plain.length === 0) return told
  const names = plain.map((each) =>
    each.kind !== 'unstated' && each.bound !== null
      ? `${each.title}（上限${yuanText(each.bound)}）`
      : each.title,
  )
  return [...told, [`  另列，待定而金额由主管部门确定：${names.join('、')}，不计入合计。`]]
}

function besideLines(each: Beside, cite: Cite): string[] {
  const amount =
    each.kind === 'unstated'
      ? '文件未明确金额'
      : each.bound === null
        ? '金额由主管部门确定，上限尚无法估计'
        : `上限 ${yuanText(each.bound)}，金额由主管部门确定`
  const state = each.outcome === 'eligible' ? '符合' : '待定'
  return [
    `  另列：${each.title}（${state}），${amount}，不计入合计。`,
    ...each.steps.flatMap((step) => stepLines(step, '', cite)),
    ...each.competes.flatMap(({ relation, with: beside }) => [
      `    一旦确定，${relationText(relation, beside)}`,
      ...cite(relation.policy, relation.citations),
    ]),
  ]
}

function openLines(open: OpenQuestion): string[] {
  switch (open.kind) {
    case 'relation':
      return [`  未定：「${open.relation.title}」是否适用尚不清楚${needsText(open.needs)}`]
    case 'amount':
      return [`  未定：「${open.relation.title}」的数额尚不清楚${needsText(open.needs)}`]
    case 'scope':
      return [`  未定：「${open.relation.title}」的限额按${open.scope}计，各项金额是否属于同一个尚不清楚`]
    case 'prerequisite':
      return [`  未定：「${open.relation.title}」须先获得「${open.needs}」，能否获得尚不清楚`]
    case 'history':
      return [`  未定：${titles(open.items)}受以前所获支持影响，已获支持没有填或没有填全，确定数按最少计算`]
  }
}

function needsText(
  needs: readonly { readonly fact: string; readonly authority: { readonly name: string } }[],
): string {
  return needs.length === 0
    ? ''
    : `，还需${needs.map((each) => `${each.fact}（${each.authority.name}）`).join('、')}`
}
