// The grammar of clauses as one table: which word may stand where, what follows it, and what may stand under it.

export type ArgumentKind =
  | 'none'
  | 'raw'
  | 'expr'
  | 'newName'
  | 'newNameAlias'
  | 'declaration'
  | 'binding'
  | 'date'
  | 'dateOrRaw'
  | 'range'
  | 'selection'
  | 'amount'
  | 'cap'
  | 'row'
  | 'window'
  | 'target'
  | 'exprOrNone'

export type Context =
  | 'file'
  | 'document'
  | 'enum'
  | 'fact'
  | 'collection'
  | 'standard'
  | 'fill'
  | 'reading'
  | 'alternative'
  | 'item'
  | 'part'
  | 'conditions'
  | 'cases'
  | 'target'
  | 'task'
  | 'list'
  | 'relation'
  | 'matter'
  | 'remark'
  | 'nothing'

export type ClauseWord = (typeof CLAUSES)[number]['word']

type Spec = {
  readonly word: string
  readonly in: readonly Context[]
  readonly argument: ArgumentKind
  readonly children: Context
}

const item: readonly Context[] = ['item', 'part']
const promise: readonly Context[] = ['item', 'target', 'task', 'list']
const described: readonly Context[] = ['fact', 'collection', 'standard', 'fill', 'item', 'matter']

export const CLAUSES = [
  { word: '文件', in: ['file'], argument: 'raw', children: 'document' },
  { word: '单位', in: ['file'], argument: 'newName', children: 'nothing' },
  { word: '枚举', in: ['file'], argument: 'newName', children: 'enum' },
  { word: '事实', in: ['file'], argument: 'declaration', children: 'fact' },
  { word: '集合', in: ['file'], argument: 'newName', children: 'collection' },
  { word: '定义', in: ['file'], argument: 'binding', children: 'cases' },
  { word: '外部标准', in: ['file'], argument: 'declaration', children: 'standard' },
  { word: '填补', in: ['file'], argument: 'binding', children: 'fill' },
  { word: '口径', in: ['file'], argument: 'newName', children: 'reading' },
  { word: '事项', in: ['file'], argument: 'newName', children: 'item' },
  { word: '目标', in: ['file'], argument: 'raw', children: 'target' },
  { word: '任务', in: ['file'], argument: 'raw', children: 'task' },
  { word: '清单', in: ['file'], argument: 'raw', children: 'list' },
  { word: '关系', in: ['file'], argument: 'raw', children: 'relation' },
  { word: '同类', in: ['file'], argument: 'raw', children: 'matter' },
  { word: '序言', in: ['file'], argument: 'raw', children: 'remark' },
  { word: '无效果', in: ['file'], argument: 'raw', children: 'remark' },

  { word: '名称', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '文号', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '发布', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '级别', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '地域', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '成文', in: ['document'], argument: 'date', children: 'nothing' },
  { word: '施行', in: ['document'], argument: 'dateOrRaw', children: 'nothing' },
  { word: '失效', in: ['document'], argument: 'dateOrRaw', children: 'nothing' },
  { word: '废止', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '解释', in: ['document'], argument: 'raw', children: 'nothing' },
  { word: '适用', in: ['document', 'item'], argument: 'expr', children: 'nothing' },

  { word: '英文', in: ['enum', 'fact', 'collection'], argument: 'raw', children: 'nothing' },
  { word: '值', in: ['enum'], argument: 'newNameAlias', children: 'nothing' },
  { word: '列', in: ['fact', 'collection'], argument: 'raw', children: 'nothing' },
  { word: '主体', in: ['fact', 'collection'], argument: 'raw', children: 'nothing' },
  { word: '字段', in: ['collection'], argument: 'declaration', children: 'fact' },
  { word: '范围', in: ['fact'], argument: 'range', children: 'nothing' },
  { word: '掌握', in: ['fact', 'collection'], argument: 'raw', children: 'nothing' },
  { word: '认定', in: ['fact', 'matter'], argument: 'raw', children: 'nothing' },
  { word: '推导', in: ['fact'], argument: 'expr', children: 'nothing' },
  { word: '缺省', in: ['fact'], argument: 'expr', children: 'nothing' },
  { word: '格式', in: ['fact'], argument: 'raw', children: 'nothing' },
  { word: '可不适用', in: ['fact'], argument: 'none', children: 'nothing' },
  { word: '问', in: ['fact', 'collection', 'reading', 'standard'], argument: 'raw', children: 'nothing' },
  { word: '说明', in: described, argument: 'raw', children: 'nothing' },
  { word: '来源', in: ['fact', 'collection', 'standard', 'fill'], argument: 'raw', children: 'nothing' },

  { word: '编号', in: [...promise, 'reading', 'relation', 'matter'], argument: 'raw', children: 'nothing' },
  { word: '依据', in: ['standard'], argument: 'raw', children: 'nothing' },
  { word: '请示', in: ['reading', 'standard'], argument: 'raw', children: 'nothing' },
  { word: '甲', in: ['reading'], argument: 'raw', children: 'alternative' },
  { word: '乙', in: ['reading'], argument: 'raw', children: 'alternative' },
  { word: '丙', in: ['reading'], argument: 'raw', children: 'alternative' },
  { word: '丁', in: ['reading'], argument: 'raw', children: 'alternative' },
  { word: '戊', in: ['reading'], argument: 'raw', children: 'alternative' },
  { word: '设', in: ['alternative'], argument: 'binding', children: 'nothing' },
  { word: '现状', in: ['reading'], argument: 'raw', children: 'nothing' },

  { word: '类别', in: ['item', 'relation'], argument: 'raw', children: 'nothing' },
  { word: '性质', in: ['item'], argument: 'raw', children: 'nothing' },
  { word: '方式', in: ['item'], argument: 'raw', children: 'nothing' },
  { word: '给予', in: ['item'], argument: 'raw', children: 'nothing' },
  { word: '执行', in: ['item'], argument: 'window', children: 'nothing' },
  { word: '条件', in: item, argument: 'exprOrNone', children: 'conditions' },
  { word: '任一', in: ['conditions'], argument: 'none', children: 'conditions' },
  { word: '全部', in: ['conditions'], argument: 'none', children: 'conditions' },
  { word: '每', in: item, argument: 'selection', children: 'nothing' },
  { word: '凭', in: item, argument: 'selection', children: 'nothing' },
  { word: '阶段', in: ['item'], argument: 'raw', children: 'part' },
  { word: '时点', in: item, argument: 'expr', children: 'nothing' },
  { word: '溯及', in: item, argument: 'date', children: 'nothing' },
  { word: '金额', in: item, argument: 'amount', children: 'cases' },
  { word: '内容', in: promise, argument: 'raw', children: 'nothing' },
  { word: '封顶', in: [...item, 'relation'], argument: 'cap', children: 'nothing' },
  { word: '频次', in: item, argument: 'raw', children: 'nothing' },
  { word: '合计', in: ['item'], argument: 'expr', children: 'nothing' },
  { word: '名额', in: ['item'], argument: 'raw', children: 'nothing' },
  { word: '牵头', in: promise, argument: 'raw', children: 'nothing' },
  { word: '责任', in: promise, argument: 'raw', children: 'nothing' },
  { word: '办理', in: ['item'], argument: 'raw', children: 'nothing' },

  { word: '一般', in: ['cases'], argument: 'row', children: 'nothing' },
  { word: '例外', in: ['cases'], argument: 'row', children: 'nothing' },
  { word: '当', in: ['cases'], argument: 'row', children: 'nothing' },

  { word: '指标', in: ['target'], argument: 'raw', children: 'nothing' },
  { word: '要求', in: ['target'], argument: 'target', children: 'nothing' },
  { word: '期限', in: ['target', 'task'], argument: 'raw', children: 'nothing' },
  { word: '力度', in: ['target'], argument: 'raw', children: 'nothing' },
  { word: '基期', in: ['target'], argument: 'raw', children: 'nothing' },
  { word: '上级', in: ['target'], argument: 'raw', children: 'nothing' },
  { word: '计法', in: ['target'], argument: 'raw', children: 'nothing' },
  { word: '类型', in: ['list'], argument: 'raw', children: 'nothing' },
  { word: '成员', in: ['list', 'relation', 'matter'], argument: 'raw', children: 'nothing' },

  { word: '对象', in: ['relation'], argument: 'raw', children: 'nothing' },
  { word: '扣除', in: ['relation'], argument: 'expr', children: 'nothing' },
  { word: '成立', in: ['relation'], argument: 'expr', children: 'nothing' },
  { word: '缘由', in: ['remark'], argument: 'raw', children: 'nothing' },

  {
    word: '引',
    in: [
      'document',
      'reading',
      'alternative',
      'item',
      'part',
      'target',
      'task',
      'list',
      'relation',
      'matter',
      'remark',
      'conditions',
    ],
    argument: 'none',
    children: 'nothing',
  },
  {
    word: '注',
    in: [
      'file',
      'document',
      'item',
      'part',
      'reading',
      'fact',
      'collection',
      'target',
      'task',
      'list',
      'conditions',
      'alternative',
      'cases',
      'standard',
      'enum',
      'fill',
      'relation',
      'matter',
      'remark',
    ],
    argument: 'raw',
    children: 'nothing',
  },
  /** A condition line has no opening word; the parser gives it this one. */
  { word: '〔条件〕', in: ['conditions'], argument: 'expr', children: 'nothing' },
] as const satisfies readonly Spec[]

export function clauseSpec(word: string): Spec | undefined {
  return CLAUSES.find((each) => each.word === word)
}

/** The words that may open a clause in a context, longest first. */
export function wordsIn(context: Context): readonly string[] {
  const cached = wordsByContext.get(context)
  if (cached) return cached
  const found = (CLAUSES as readonly Spec[])
    .filter((each) => each.in.includes(context) && !each.word.startsWith('〔'))
    .map((each) => each.word)
    .sort((a, b) => b.length - a.length)
  wordsByContext.set(context, found)
  return found
}

const wordsByContext = new Map<Context, readonly string[]>()
