// The linter's findings in Chinese: what the text says, why it matters, what to ask or write before it is issued.
import type { Code } from './codes.ts'
import type { Catalog } from './words.ts'

type Warnings = Pick<Catalog, Extract<Code, `W${string}`>>

export const zhWarnings: Warnings = {
  W1101: ({ total = '', sum = '', parts = '' }) => ({
    message: `分项之和是${sum}，条文写的合计是${total}`,
    expected: `分项${parts}相加等于合计，或者说明以哪一个为准`,
    hint: '核对数字；已经印发的，列为口径，请发文机关明确',
  }),
  W1102: ({ name = '', ended = '', now = '', source = '' }) => ({
    message: `「${name}」自${ended}起已不存在`,
    expected: `评估时仍然存在的名称：${now}（${source}）`,
    hint: '改用现在的名称；已经印发的，是否由新的代替要由发文机关决定',
  }),
  W1103: ({ ended = '', days }) => ({
    message:
      days === undefined ? `这一期间到${ended}已经结束` : `这一期间到${ended}结束，发文以后只有${days}天`,
    expected: '执行期间覆盖评估的日期，或者写明到期以后怎样',
    hint: '删去已过期的内容，或引用延续它的文件',
  }),
  W1104: ({ numbers = '' }) => ({
    message: `「${numbers}」没有写单位`,
    expected: '每个金额写明单位，同一列举里至少最后一个带单位',
    hint: '例如：50万元、100万元',
  }),
  W1105: ({ text = '' }) => ({
    message: `「${text}」在文件里写了两遍`,
    expected: '一个意思只写一处，以免修改时前后不一',
    hint: '删去一处',
  }),
  W1106: ({ cap = '' }) => ({
    message: `「${cap}」没有写限额对谁、在多长时间内适用`,
    expected: '写明每个项目、每家企业还是每年',
    hint: '例如：单个企业每年最高不超过…',
  }),
  W1107: ({ span = '' }) => ({
    message: `「${span}」没有写从何时起算`,
    expected: '期间有起点：自…之日起，或从哪一年起',
    hint: `例如：自本措施施行之日起${span}`,
  }),
  W1108: ({ kind = '', text = '', basis = '' }) => ({
    message: `「${text}」${kind}，应当作公平竞争审查`,
    expected: `公平竞争审查条例（2024年8月1日施行）${basis}`,
    hint: '说明适用的例外规定，或改成对各类经营者一视同仁的条件',
  }),
  W1109: ({ number = '', why = '' }) => ({
    message: `引用的${number}${why}`,
    expected: '引用现行有效的文件',
    hint: '改引现行文件，或写明仍按原文件执行',
  }),
  W1110: ({ text = '' }) => ({
    message: `「${text}」没有写明是哪一份文件的哪一条`,
    expected: '引用的标准写出文件名称、文号和条款，企业才知道能得多少',
    hint: '补上文件名称；暂时没有的，写明由谁、何时制定',
  }),
  W1111: ({ article = '' }) => ({
    message: `「${article}」有支持的内容，没有写责任单位`,
    expected: '与其他条一样写明责任单位',
    hint: '补上（责任单位：…）',
  }),
  W1112: ({ goal = '', stated = '', sum = '', parts = '' }) => ({
    message: `「${goal}」要求${stated}，分项${parts}合计${sum}`,
    expected: '分项目标之和与总目标相当，或者写明差额由谁完成',
    hint: '核对总目标与分项目标',
  }),
  W1113: ({ goal = '', one = '', other = '' }) => ({
    message: `「${goal}」一处写${one}，另一处写${other}`,
    expected: '同一目标各处写法一致，考核才有一个标准',
    hint: '统一为其中一种',
  }),
  W1114: ({ amounts = '' }) => ({
    message: `分档给予${amounts}，没有写各档的条件`,
    expected: '每一档写明达到什么条件',
    hint: '例如：增速达到…的给予…，或写明由哪个部门按什么办法评定',
  }),
  W1201: ({ what = '', name = '' }) => ({
    message: `${what}「${name}」没有用到`,
    expected: '声明的名称至少在一条规则里用到，否则改它不会改变任何结果',
    hint: '删去，或在应当用它的规则里写上',
  }),
  W1202: ({ what = '', one = '', other = '' }) => ({
    message: `分档在「${one}」与「${other}」之间有${what}`,
    expected: '相邻两档首尾相接，既不漏也不重',
    hint: '核对“以上”“超过”“不足”是否包含本数',
  }),
  W1203: ({ title = '', what = '' }) => ({
    message: `「${title}」的条件对「${what}」的要求不能同时满足`,
    expected: '各项条件能够同时成立，否则没有企业能得到',
    hint: '核对比较的方向和数字；几种情形择一的，写成「任一」',
  }),
  W1204: ({ figure = '', title = '' }) => ({
    message: `「${title}」里的${figure}，条文里没有`,
    expected: '规则里的数字都出自所引的条文',
    hint: '改成条文的数字；出自别的文件的，写成「外部标准」并注明来源',
  }),
  W1205: ({ title = '', recipient = '', facts = '' }) => ({
    message: `「${title}」给予${recipient}，却要看${facts}`,
    expected: '条件和金额用受益主体自己的事实',
    hint: '改「给予」的主体，或为这类主体另设事实',
  }),
  W1206: ({ recipient = '', close = '' }) => ({
    message: `没有叫「${recipient}」的主体`,
    expected: '词典里有事实的主体，例如企业、项目、机构',
    hint: `是不是「${close}」？`,
  }),
  W1207: ({ title = '', what = '' }) => ({
    message: `目标「${title}」没有${what}`,
    expected: '每个目标写明期限和责任单位，才能考核',
    hint: `补上${what}；条文没有写的，请发文机关明确`,
  }),
}
