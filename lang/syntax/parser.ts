// Rule text → clauses. Every line is read on its own, so that all errors of a file come out in one run.
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { parseDate } from '../values/dates.ts'
import { nearest } from '../values/nearest.ts'
import type { CasesPolicy, CompareOp } from '../values/operators.ts'
import { parseUnit } from '../values/units.ts'
import { type ArgumentKind, type ClauseWord, type Context, clauseSpec, wordsIn } from './clauses.ts'
import { COMPARISONS, type ExpressionParser, expressionParser } from './expressions.ts'
import { closingQuote, type Lexicon, lex } from './lexer.ts'
import { NAME_PATTERN } from './names.ts'
import { type Line, logicalLines } from './outline.ts'
import type { AmountTree, Argument, Citation, Clause, Expr, TypeTree } from './tree.ts'

const CAP_SCOPES = ['每次', '每项目', '每企业', '每企业每年', '每批次', '每人', '全文件', '范围未明'] as const
const CASES_POLICIES: ReadonlyMap<string, CasesPolicy> = new Map([
  ['唯一', 'unique'],
  ['就高', 'highest'],
  ['累计', 'sum'],
])

type Source = {
  readonly file: string
  readonly text: string
  readonly lexicon: Lexicon
  readonly report: Report
}

/** Reads the declarations of text[start, end). Never throws; what is wrong is reported and skipped. */
export function parseRules(source: Source, start: number, end: number): Clause[] {
  const lines = logicalLines(source.text, start, end)
  return clausesOf(source, lines, 0, lines.length, 'file')
}

function clausesOf(
  source: Source,
  lines: readonly Line[],
  from: number,
  to: number,
  context: Context,
): Clause[] {
  const clauses: Clause[] = []
  const indent = lines[from]?.indent ?? 0
  let i = from
  while (i < to) {
    const line = lines[i] as Line
    let next = i + 1
    while (next < to && (lines[next] as Line).indent > line.indent) next++
    if (line.indent !== indent) source.report('E0108', spanOf(source, line))
    const clause = readClause(source, line, context)
    if (clause) {
      const under = clauseSpec(clause.word)?.children ?? 'nothing'
      if (next > i + 1 && under === 'nothing') {
        source.report('E0109', spanOf(source, lines[i + 1] as Line), { word: shownWord(clause.word) })
      }
      const children = under === 'nothing' ? [] : clausesOf(source, lines, i + 1, next, under)
      clauses.push({ ...clause, children })
    }
    i = next
  }
  return clauses
}

function shownWord(word: string): string {
  return word === '〔条件〕' ? '条件' : word
}

function spanOf(source: Source, line: { start: number; end: number }): Span {
  return { file: source.file, start: line.start, end: line.end }
}

function readClause(source: Source, line: Line, context: Context): Clause | undefined {
  const content = source.text.slice(line.start, line.end)
  const word = wordsIn(context).find(
    (each) => content.startsWith(each) && /^(?:[\s「（(\u3000]|$)/.test(content.slice(each.length)),
  )
  if (!word && context === 'conditions') return makeClause(source, '〔条件〕', line.start, line)
  if (!word) {
    reportUnknownClause(source, line, content, context)
    return undefined
  }
  return makeClause(source, word as ClauseWord, line.start + word.length, line)
}

function reportUnknownClause(source: Source, line: Line, content: string, context: Context): void {
  const found = NAME_PATTERN.exec(content)?.[0] ?? content.slice(0, 12)
  const at = { file: source.file, start: line.start, end: line.start + found.length }
  const words = wordsIn(context)
  const glued = words.find((each) => content.startsWith(each))
  const hint = glued ?? nearest(found, words)
  source.report('E0106', at, { found, expected: words.join('、'), ...(hint ? { hint } : {}) })
}

function makeClause(source: Source, word: ClauseWord, from: number, line: Line): Clause {
  // 引 opens the citations themselves, so its own word is read again as their start.
  const citesFrom = word === '引' ? line.start : citationStart(source.text, from, line.end)
  const citations = readCitations(source, citesFrom, line.end)
  const start = skipSpace(source.text, from, citesFrom)
  const end = trimEnd(source.text, start, citesFrom)
  const kind = clauseSpec(word)?.argument ?? 'none'
  const argument = word === '引' ? NONE : readArgument(source, kind, word, start, end, line)
  return { word, argument, citations, children: [], at: spanOf(source, line) }
}

const NONE: Argument = { kind: 'none' }

/** Where the citations begin: 引 followed by 「 or #, outside quotes. The end of the line when there are none. */
function citationStart(text: string, from: number, end: number): number {
  let i = from
  while (i < end) {
    const char = text.charAt(i)
    if (char === '「') {
      const close = closingQuote(text, i)
      i = close < 0 || close >= end ? end : close + 1
    } else if (
      char === '引' &&
      /\s/.test(text.charAt(i - 1)) &&
      /^引\s*(?:#[\w-]+\s*)?「/.test(text.slice(i, end))
    ) {
      return i
    } else i++
  }
  return end
}

function readCitations(source: Source, from: number, end: number): Citation[] {
  const { text, file } = source
  const citations: Citation[] = []
  let i = from
  while (i < end) {
    const lead = /^(?:引|、|\s)*(#[\w-]+)?\s*/.exec(text.slice(i, end))
    const start = i
    i += lead?.[0].length ?? 0
    if (i >= end) break
    const close = text.charAt(i) === '「' ? closingQuote(text, i) : -1
    if (close < 0 || close >= end) {
      source.report('E0107', { file, start: i, end })
      break
    }
    const quote = text.slice(i + 1, close)
    const at = { file, start, end: close + 1 }
    citations.push(lead?.[1] ? { quote, article: lead[1].slice(1), at } : { quote, at })
    i = close + 1
  }
  return citations
}

function skipSpace(text: string, from: number, end: number): number {
  let i = from
  while (i < end && /\s/.test(text.charAt(i))) i++
  return i
}

function trimEnd(text: string, start: number, end: number): number {
  let i = end
  while (i > start && /\s/.test(text.charAt(i - 1))) i--
  return i
}

function readArgument(
  source: Source,
  kind: ArgumentKind,
  word: string,
  start: number,
  end: number,
  line: Line,
): Argument {
  const { text, file } = source
  const raw = text.slice(start, end)
  const at: Span = { file, start, end }
  const where = start < end ? at : spanOf(source, line)
  if (raw === '' && kind !== 'none' && kind !== 'exprOrNone') {
    source.report('E0115', where, { word: shownWord(word) })
    return NONE
  }
  switch (kind) {
    case 'none':
      if (raw !== '') source.report('E0116', at, { word })
      return NONE
    case 'raw':
      return { kind: 'raw', text: raw, at }
    case 'newName':
    case 'newNameAlias':
      return newName(source, raw, at, kind === 'newNameAlias')
    case 'declaration':
      return declaration(source, raw, at)
    case 'date':
    case 'dateOrRaw':
      return dateOrRaw(source, raw, at, kind === 'date')
    case 'exprOrNone':
      return raw === ''
        ? NONE
        : withParser(source, start, end, (parser) => ({ kind: 'expr', expr: parser.expression() }))
    case 'expr':
      return withParser(source, start, end, (parser) => ({ kind: 'expr', expr: parser.expression() }))
    case 'binding':
      return binding(source, raw, at)
    case 'range':
      return withParser(source, start, end, (parser) => range(source, parser))
    case 'selection':
      return withParser(source, start, end, (parser) => selection(source, parser, at))
    case 'amount':
      return withParser(source, start, end, (parser) => ({ kind: 'amount', amount: amount(source, parser) }))
    case 'cap':
      return cap(source, raw, at)
    case 'row':
      return withParser(source, start, end, (parser) => row(parser, word))
    case 'window':
      return withParser(source, start, end, (parser) => window(source, parser, at))
    case 'target':
      return withParser(source, start, end, (parser) => target(source, parser))
  }
}

function withParser(
  source: Source,
  start: number,
  end: number,
  read: (parser: ExpressionParser) => Argument,
): Argument {
  const tokens = lex(source.file, source.text, start, end, source.lexicon, source.report)
  const parser = expressionParser(tokens, source.report)
  const argument = read(parser)
  parser.finish()
  return argument
}

function newName(source: Source, raw: string, at: Span, withAlias: boolean): Argument {
  const name = NAME_PATTERN.exec(raw)?.[0] ?? ''
  const rest = raw.slice(name.length).trim()
  const aliasFits = withAlias && /^[A-Za-z0-9_-]+$/.test(rest)
  if (name === '' || (rest !== '' && !aliasFits)) source.report('E0117', at, { found: raw })
  return rest !== '' && aliasFits
    ? { kind: 'newName', name, alias: rest, at }
    : { kind: 'newName', name: name || raw, at }
}

function declaration(source: Source, raw: string, at: Span): Argument {
  const match = /^(\S+?)\s*[:：]\s*(.*)$/.exec(raw)
  if (!match?.[1]) {
    source.report('E0118', at, { found: raw })
    return { kind: 'declaration', name: raw, type: { kind: 'text', yearly: false, at }, at }
  }
  return { kind: 'declaration', name: match[1], type: typeTree(source, match[2] ?? '', at), at }
}

const TYPE_WORDS: Readonly<Record<string, 'bool' | 'money' | 'ratio' | 'date' | 'year' | 'text'>> = {
  是否: 'bool',
  金额: 'money',
  比例: 'ratio',
  日期: 'date',
  年份: 'year',
  文本: 'text',
}

function typeTree(source: Source, raw: string, at: Span): TypeTree {
  const yearly = /\s逐年$/.test(raw)
  const text = raw.replace(/\s*逐年$/, '').trim()
  const word = TYPE_WORDS[text]
  if (word) return { kind: word, yearly, at }
  const quantity = /^数量[（(](.+)[)）]$/.exec(text)
  if (quantity?.[1]) {
    if (!parseUnit(quantity[1], source.lexicon.units)) source.report('E0119', at, { unit: quantity[1] })
    return { kind: 'quantity', unit: quantity[1], yearly, at }
  }
  const set = /^多选\s+(\S+)$/.exec(text)
  if (set?.[1]) return { kind: 'set', name: set[1], yearly, at }
  if (text === '' || /\s/.test(text)) source.report('E0118', at, { found: raw })
  return { kind: 'enum', name: text, yearly, at }
}

function dateOrRaw(source: Source, raw: string, at: Span, dateOnly: boolean): Argument {
  const day = parseDate(raw)
  if (day !== undefined) return { kind: 'date', day, at }
  const looksLikeDate = /^\d{4}[-年/]\d/.test(raw)
  if (dateOnly || looksLikeDate) source.report('E0105', at, { date: raw })
  return dateOnly ? { kind: 'date', day: 0, at } : { kind: 'raw', text: raw, at }
}

function binding(source: Source, raw: string, at: Span): Argument {
  const name = NAME_PATTERN.exec(raw)?.[0] ?? ''
  const rest = raw.slice(name.length)
  const policy = /^\s+分档\s+(唯一|就高|累计)$/.exec(rest)?.[1]
  const cases = policy ? CASES_POLICIES.get(policy) : undefined
  if (cases) return { kind: 'binding', name, cases, at }
  const equals = /^\s*[=＝]/.exec(rest)
  if (name === '' || !equals) {
    source.report('E0120', at, { found: raw })
    return { kind: 'binding', name: name || raw, expr: { kind: 'missing', at }, at }
  }
  const start = at.start + name.length + equals[0].length
  const argument = withParser(source, skipSpace(source.text, start, at.end), at.end, (parser) => ({
    kind: 'expr',
    expr: parser.expression(),
  }))
  return {
    kind: 'binding',
    name,
    expr: argument.kind === 'expr' ? argument.expr : { kind: 'missing', at },
    at,
  }
}

function range(source: Source, parser: ExpressionParser): Argument {
  const bounds: { op: CompareOp; word: string; limit: Expr }[] = []
  while (parser.peek().kind !== 'end') {
    const token = parser.next()
    const op = token.kind === 'word' ? COMPARISONS.get(token.text) : undefined
    if (!op) {
      source.report('E0121', token.at, { found: token.text })
      parser.abandon()
      break
    }
    bounds.push({ op, word: token.text, limit: parser.expression(30) })
  }
  return { kind: 'range', bounds }
}

function selection(source: Source, parser: ExpressionParser, at: Span): Argument {
  const collection = parser.next()
  if (collection.kind !== 'name' && collection.kind !== 'unknown') {
    source.report('E0110', collection.at, { found: `「${collection.text}」` })
  }
  const variable = parser.take('称') ? parser.next().text : undefined
  const where = parser.take('其中') ? parser.expression() : undefined
  return {
    kind: 'selection',
    collection: collection.text,
    ...(variable === undefined ? {} : { variable }),
    ...(where ? { where } : {}),
    at,
  }
}

function amount(source: Source, parser: ExpressionParser): AmountTree {
  if (parser.take('未明确')) return { kind: 'unstated' }
  if (parser.take('区间')) {
    const from = parser.expression()
    parser.expect('至')
    return { kind: 'range', from, to: parser.expression() }
  }
  if (parser.take('备选')) {
    const values = [parser.expression()]
    while (parser.take(',')) values.push(parser.expression())
    return { kind: 'candidates', values }
  }
  const upTo = parser.take('至多')
  if (parser.take('分档')) {
    const token = parser.next()
    const policy = CASES_POLICIES.get(token.text)
    if (!policy) source.report('E0122', token.at, { found: token.text })
    return { kind: 'cases', policy: policy ?? 'unique', upTo }
  }
  return { kind: upTo ? 'upTo' : 'exact', value: parser.expression() }
}

function cap(source: Source, raw: string, at: Span): Argument {
  const scope = /^\S+/.exec(raw)?.[0] ?? ''
  if (!(CAP_SCOPES as readonly string[]).includes(scope)) {
    source.report(
      'E0123',
      { ...at, end: at.start + scope.length },
      { found: scope, expected: CAP_SCOPES.join('、') },
    )
  }
  // 封顶 50万元 lacks its scope only: the limit is still read, so that one omission is one error.
  const from = /^\d/.test(scope) ? at.start : at.start + scope.length
  return withParser(source, from, at.end, (parser) => {
    const limit = parser.expression()
    const soft = parser.take('原则上')
    const when = parser.take('当') ? parser.expression() : undefined
    return { kind: 'cap', scope, limit, soft, ...(when ? { when } : {}), at }
  })
}

function row(parser: ExpressionParser, word: string): Argument {
  const labelled = (): string | undefined => {
    const token = parser.peek()
    if (token.kind !== 'text') return undefined
    parser.next()
    return token.value
  }
  const label = word === '当' ? undefined : labelled()
  const under = parser.take('之于') ? labelled() : undefined
  const when = word === '当' || parser.take('当') ? parser.expression() : undefined
  if (word === '例外' && !when) parser.expect('当')
  parser.expect('取')
  const value = parser.expression()
  return {
    kind: 'row',
    ...(label === undefined ? {} : { label }),
    ...(under === undefined ? {} : { under }),
    ...(when ? { when } : {}),
    value,
  }
}

function window(source: Source, parser: ExpressionParser, at: Span): Argument {
  const day = (): number | undefined => {
    const token = parser.next()
    if (token.kind === 'date') return token.day
    source.report('E0105', token.at, { date: token.text })
    return undefined
  }
  const from = parser.take('自') ? day() : undefined
  const to = parser.take('至') ? day() : undefined
  const by = parser.take('按') ? parser.expression() : undefined
  return {
    kind: 'window',
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(by ? { by } : {}),
    at,
  }
}

function target(source: Source, parser: ExpressionParser): Argument {
  if (parser.take('区间')) {
    const value = parser.expression()
    parser.expect('至')
    return { kind: 'target', op: 'between', word: '区间', value, to: parser.expression() }
  }
  const first = parser.peek()
  const bare = first.kind === 'number' || first.kind === 'year' || first.kind === 'date'
  const token = bare ? undefined : parser.next()
  const op = token?.kind === 'word' ? COMPARISONS.get(token.text) : undefined
  if (token && !op) source.report('E0121', token.at, { found: token.text })
  const value = parser.expression()
  if (parser.take('左右')) return { kind: 'target', op: 'about', word: token?.text ?? '', value }
  return { kind: 'target', op: op ?? 'ge', word: token?.text ?? '', value }
}
