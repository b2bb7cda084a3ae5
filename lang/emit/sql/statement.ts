// The plan of an item → one SELECT that gives every subject's result, in named steps that follow the rule.
import { layoutOf, type Reduce, type Statement } from '../blocks.ts'
import { type Node, operandsOf, rangeOf } from '../nodes.ts'
import { type ItemPlan, OUTCOME_CODES } from '../plan.ts'
import { ORDINAL, SUBJECT_KEY, type Table } from '../tables.ts'
import { AMOUNT_KINDS } from '../worth.ts'
import { type Dialect, quoted } from './dialects.ts'
import { createPrinter, type Printer, type Provided } from './print.ts'

export type StatementOptions = {
  readonly tables: readonly Table[]
  readonly dialect: Dialect
  /** Whether causes, what is missing, readings and reasons are columns of the result. */
  readonly why: boolean
}

type Step = { readonly name: string; readonly note?: string; readonly sql: string }

type Context = {
  readonly dialect: Dialect
  readonly tables: readonly Table[]
  readonly printer: Printer
  readonly labels: ReadonlyMap<number, string>
  readonly isNamed: (node: Node) => boolean
  readonly steps: Step[]
}

/** The statement without its final semicolon. Throws Refused for what the dialect cannot express. */
export function itemStatement(plan: ItemPlan, { tables, dialect, why }: StatementOptions): string {
  const reported = why
    ? [...plan.causes, ...plan.needs, ...plan.readings, ...plan.reasons].map((each) => each.when)
    : []
  const results = [plan.outcome, plan.amountKind, plan.low, plan.high, plan.highOpen]
  const roots = [...results, ...plan.candidates.flatMap((each) => [each.when, each.value]), ...reported]
  const layout = layoutOf(roots, () => [], new Set(plan.labels.keys()), standsInPlace)
  const nameOf = (node: Node): string => (plan.labels.has(node.id) ? `condition_${node.id}` : `n${node.id}`)
  const printer = createPrinter(tables, dialect, layout.isNamed, nameOf)
  const context: Context = {
    ...{ dialect, tables, printer, labels: plan.labels, isNamed: layout.isNamed, steps: [] },
  }
  const last = block(context, 'facts', ['id'], layout.need(roots))
  const columns = resultColumns(plan, why, printer, dialect)
  const elsewhere = why ? undefined : elsewhereOf(plan, tables, dialect)
  const steps = [factsStep(context, elsewhere), ...context.steps]
  return [
    'WITH',
    steps.map((each) => stepText(each, dialect)).join(',\n'),
    `SELECT id,\n  ${columns.join(',\n  ')}\nFROM ${last}`,
    ...(elsewhere === undefined ? [] : ['UNION ALL', elsewhereStatement(plan, tables, elsewhere)]),
  ].join('\n')
}

/** The condition on which an item does not apply, where the subjects' own columns say it; else undefined. */
function elsewhereOf(plan: ItemPlan, tables: readonly Table[], dialect: Dialect): string | undefined {
  const { notApplicable, nothing } = plan
  if (!dialect.splits || nothing === undefined || notApplicable.kind === 'bool') return undefined
  if (!concernsSubjectOnly(notApplicable)) return undefined
  return createPrinter(
    tables,
    dialect,
    () => false,
    () => '',
    true,
  ).full(notApplicable)
}

function concernsSubjectOnly(node: Node): boolean {
  if (node.kind === 'reduce') return false
  if (node.kind !== 'input') return operandsOf(node).every(concernsSubjectOnly)
  const { input } = node
  if (input.kind === 'collectionKnown' || input.kind === 'position') return false
  const sources = input.kind === 'same' ? [input.left, input.right] : [input.source]
  return sources.every((each) => each.of === 'subject')
}

/** Those to whom the item does not apply, without computing anything else. */
function elsewhereStatement({ nothing }: ItemPlan, tables: readonly Table[], elsewhere: string): string {
  const subject = tables.find((each) => each.kind === 'subject')?.name ?? ''
  const columns = [
    `${quoted('not_applicable')} AS outcome`,
    `${quoted(nothing ?? '')} AS amount_kind`,
    ...['0 AS low_fen', '0 AS high_fen', "'' AS candidates_fen"],
  ]
  return `-- 不在适用范围的\nSELECT e.id, ${columns.join(', ')}\nFROM ${subject} e\nWHERE ${elsewhere}`
}

/** Columns of the step before, and their negations, are as short as any name for them. */
function standsInPlace(node: Node): boolean {
  if (node.kind === 'not') return standsInPlace(node.operand)
  if (node.kind === 'input') return !['is', 'has', 'same'].includes(node.input.kind)
  return node.kind === 'bool' || node.kind === 'int'
}

function stepText({ name, note, sql }: Step, dialect: Dialect): string {
  const comment = note === undefined ? '' : `-- ${note}\n`
  return `${comment}${name} ${dialect.asOnce} (\n${indented(sql)}\n)`
}

function indented(sql: string): string {
  return sql.replace(/^/gm, '  ')
}

/** The facts that the item reads, one row a subject; what is not known is 0, and a flag says that it is not. */
function factsStep({ printer, tables }: Context, elsewhere: string | undefined): Step {
  const subject = tables.find((each) => each.kind === 'subject')?.name ?? ''
  const yearly = tables.find((each) => each.kind === 'yearly')?.name ?? ''
  const joins = [...printer.years].map(
    (year) => `LEFT JOIN ${yearly} y${year} ON y${year}.${SUBJECT_KEY} = e.id AND y${year}.year = ${year}`,
  )
  const columns = [...printer.subject.values()].map(provided)
  const within = elsewhere === undefined ? [] : [`WHERE NOT ${elsewhere}`]
  const sql = [`SELECT ${['e.id', ...columns].join(',\n  ')}`, `FROM ${subject} e`, ...joins, ...within].join(
    '\n',
  )
  return { name: 'facts', note: '用到的事实：不清楚的记0，另有一列说明是否清楚', sql }
}

function provided({ name, sql }: Provided): string {
  return `${sql} AS ${name}`
}

/** Adds the steps of some statements to those there are; returns the name of the last one. */
function block(
  context: Context,
  from: string,
  keys: readonly string[],
  statements: readonly Statement[],
): string {
  let relation = from
  let pending: Node[] = []
  const flush = (): void => {
    for (const layer of layersOf(pending, context.isNamed)) relation = layerStep(context, relation, layer)
    pending = []
  }
  for (const each of statements) {
    if (each.kind === 'let') {
      pending.push(each.node)
      continue
    }
    flush()
    relation = loopSteps(context, relation, keys, each)
  }
  flush()
  return relation
}

function nextName(context: Context, what: string): string {
  return `${what}_${context.steps.length + 1}`
}

function layerStep(context: Context, from: string, nodes: readonly Node[]): string {
  const name = nextName(context, 'step')
  const columns = nodes.map((node, i) => {
    const label = context.labels.get(node.id)
    const comma = i < nodes.length - 1 ? ',' : ''
    const note = label === undefined ? '' : `  -- ${label.replace(/\s+/g, ' ')}`
    return `${context.printer.full(node)} AS ${context.printer.nameOf(node)}${comma}${note}`
  })
  context.steps.push({ name, sql: `SELECT r.*,\n  ${columns.join('\n  ')}\nFROM ${from} r` })
  return name
}

/** Values that can be computed side by side: each layer uses only those before it. */
function layersOf(nodes: readonly Node[], isNamed: (node: Node) => boolean): Node[][] {
  const level = new Map<number, number>()
  const layers: Node[][] = []
  const highest = (node: Node): number => {
    let most = 0
    for (const each of operandsOf(node)) {
      const own = level.get(each.id)
      most = Math.max(most, own !== undefined ? own : isNamed(each) ? 0 : highest(each))
    }
    return most
  }
  for (const node of nodes) {
    const own = highest(node) + 1
    level.set(node.id, own)
    const layer = layers[own - 1]
    if (layer) layer.push(node)
    else layers[own - 1] = [node]
  }
  return layers
}

/** A loop: the elements with what is computed for each, gathered, and joined to what they belong to. */
function loopSteps(
  context: Context,
  from: string,
  keys: readonly string[],
  loop: Extract<Statement, { kind: 'loop' }>,
): string {
  const { printer, steps } = context
  const { scope } = loop
  const table = context.tables.find((each) => each.collection === scope.collection)?.name ?? ''
  const position = `e${scope.id}_${ORDINAL}`
  const elementsName = nextName(context, table)
  // What the body needs of the elements is known only when it is written, so its step is filled in afterwards.
  const place = steps.push({ name: elementsName, sql: '' }) - 1
  const inner = block(context, elementsName, [...keys, position], loop.body)
  const gathered = nextName(context, `${table}_all`)
  const aggregates = loop.reduces.map(
    (each) => `${gather(each, context, position)} AS ${printer.nameOf(each)}`,
  )
  const needed = [...printer.elements(scope).values()].filter((each) => each.name !== position)
  steps[place] = {
    name: elementsName,
    note: `${scope.collection}，一行一项`,
    sql: [
      `SELECT ${['r.*', `t.${ORDINAL} AS ${position}`, ...needed.map(provided)].join(',\n  ')}`,
      `FROM ${from} r JOIN ${table} t ON t.${SUBJECT_KEY} = r.id`,
    ].join('\n'),
  }
  steps.push({
    name: gathered,
    note: `${scope.collection}，合并到一行`,
    sql: `SELECT ${[...keys, ...aggregates].join(',\n  ')}\nFROM ${inner}\nGROUP BY ${keys.join(', ')}`,
  })
  const joined = nextName(context, 'step')
  const columns = loop.reduces.map((each) => {
    const name = printer.nameOf(each)
    return `COALESCE(a.${name}, ${each.op === 'any' ? 'FALSE' : '0'}) AS ${name}`
  })
  const on = keys.map((key) => `a.${key} = r.${key}`).join(' AND ')
  steps.push({
    name: joined,
    sql: `SELECT ${['r.*', ...columns].join(',\n  ')}\nFROM ${from} r LEFT JOIN ${gathered} a ON ${on}`,
  })
  return joined
}

function gather(reduce: Reduce, { printer, dialect }: Context, position: string): string {
  const { text } = printer
  switch (reduce.op) {
    case 'any':
      return dialect.any(text(reduce.body))
    case 'sum': {
      const body = reduce.where.kind === 'bool' ? text(reduce.body) : guarded(reduce, text, '0')
      return dialect.sum(body)
    }
    case 'min':
    case 'max':
      return `COALESCE(${reduce.op.toUpperCase()}(${guarded(reduce, text, 'NULL')}), 0)`
    case 'first':
      return dialect.first(text(reduce.body), position, text(reduce.where))
  }
}

function guarded(reduce: Reduce, text: (node: Node) => string, otherwise: string): string {
  return `CASE WHEN ${text(reduce.where)} THEN ${text(reduce.body)} ELSE ${otherwise} END`
}

// — the result —

function resultColumns(plan: ItemPlan, why: boolean, printer: Printer, dialect: Dialect): string[] {
  const { text } = printer
  const columns = [
    `${codeText(plan.outcome, OUTCOME_CODES, printer)} AS outcome`,
    `${codeText(plan.amountKind, AMOUNT_KINDS, printer)} AS amount_kind`,
    `${text(plan.low)} AS low_fen`,
    // NULL: nothing bounds it.
    plan.highOpen.kind === 'bool' && !plan.highOpen.value
      ? `${text(plan.high)} AS high_fen`
      : `CASE WHEN ${text(plan.highOpen)} THEN NULL ELSE ${text(plan.high)} END AS high_fen`,
  ]
  if (plan.candidates.length > 0) {
    const parts = plan.candidates.map(({ when, value }) => ({
      when: text(when),
      text: `CAST(${text(value)} AS ${dialect.text})`,
    }))
    columns.push(`${dialect.joined(parts)} AS candidates_fen`)
  } else columns.push("'' AS candidates_fen")
  if (!why) return columns
  const listed = (all: ItemPlan['needs'], name: string): string => {
    const parts = all
      .filter((each) => each.when.kind !== 'bool' || each.when.value)
      .map(({ key, when }) => ({ when: text(when), text: quoted(key.replace('\u0000', ' ')) }))
    return `${parts.length > 0 ? dialect.joined(parts) : "''"} AS ${name}`
  }
  return [
    ...columns,
    listed(plan.causes, 'causes'),
    listed(plan.needs, 'missing'),
    listed(plan.readings, 'readings'),
    listed(plan.reasons, 'reasons'),
  ]
}

/** A code as its word: a choice between constants stays a choice. */
function codeText(node: Node, words: readonly string[], printer: Printer): string {
  const word = (code: bigint): string => quoted(words[Number(code)] ?? '')
  const choice = (each: Node): string => {
    if (each.kind === 'int') return word(each.value)
    if (each.kind === 'if')
      return `CASE WHEN ${printer.text(each.when)} THEN ${choice(each.yes)} ELSE ${choice(each.no)} END`
    const { low, high } = rangeOf(each)
    const cases = words.flatMap((_, i) =>
      BigInt(i) >= low && BigInt(i) <= high ? [`WHEN ${i} THEN ${word(BigInt(i))}`] : [],
    )
    return `CASE ${printer.text(each)} ${cases.join(' ')} END`
  }
  return node.kind === 'if' && printer.text(node) === printer.nameOf(node) ? namedChoice() : choice(node)

  function namedChoice(): string {
    const cases = words.map((_, i) => `WHEN ${i} THEN ${word(BigInt(i))}`)
    return `CASE ${printer.nameOf(node)} ${cases.join(' ')} END`
  }
}
