// A diagnostic's code and arguments → Chinese. Matter of fact: what the file says, what the language asks for, what to write.
import type { Catalog } from './words.ts'
import { zhWarnings } from './zhWarnings.ts'

export const zh: Catalog = {
  E0101: () => ({
    message: '代码块没有结束',
    expected: '开头的 ``` 要有一行同样的 ``` 与它配对，否则后面的条文都会被当作规则',
    hint: '在规则的最后一行下面另起一行，写 ```',
  }),
  E0102: ({ id = '' }) => ({
    message: `标题编号「${id}」在本文件里用了两次`,
    expected: '一个文件里标题的编号各不相同，引用条文要靠它',
    hint: `改其中一个，例如 {#${id}-2}`,
  }),
  E0103: () => ({
    message: '引号没有结束',
    expected: '「 与 」要在同一行成对出现',
    hint: '在文字末尾补上 」',
  }),
  E0104: ({ text = '', unit = '' }) => ({
    message: `「${text}」的单位「${unit}」不认识`,
    expected: '数字后面只能是比例（%、‰）、数量级（万、亿）和语言自带或词典声明的单位',
    hint: `写成已有的单位，或在词典里声明：单位 ${unit}`,
  }),
  E0105: ({ date = '' }) => ({
    message: date === '' ? '这里缺少一个日期' : `「${date}」不是日历上的一天`,
    expected: '年、月、日齐全并且存在的日期',
    hint: '例如 2024年12月12日',
  }),
  E0106: ({ found = '', expected = '', hint }) => ({
    message: `这里没有以「${found}」开头的写法`,
    expected: `这一层可以用：${expected}`,
    hint: hint && found.startsWith(hint) ? `${hint} ${found.slice(hint.length) || '…'}` : hint,
  }),
  E0107: () => ({
    message: '引文没有写成引号里的原文',
    expected: '「引」之后是引号里的条文原文，可以连写几段，别的条文在前面注明编号',
    hint: '引「按照5元/平方米·月的标准」，或 引 #3「不超过50万元/年」',
  }),
  E0108: () => ({
    message: '这一行的缩进与同一层的其他行不齐',
    expected: '同一层的行缩进相同，下一层多缩进两格',
    hint: '与上面同一层的行对齐',
  }),
  E0109: ({ word = '' }) => ({
    message: `「${word}」下面不能再有内容`,
    expected: `「${word}」只占一行`,
    hint: '与它对齐；如果是同一句话的后半，用（ ）括起来再换行',
  }),
  E0110: ({ found = '' }) => ({
    message: `这里缺少一个值，得到的是${found}`,
    expected: '事实、定义、数字、日期，或括号里的算式',
  }),
  E0111: ({ expected = '', found = '' }) => ({
    message: `这里应当是「${shown(expected)}」，得到的是${found === '「」' ? '行尾' : found}`,
    hint: `补上「${shown(expected)}」`,
  }),
  E0112: () => ({
    message: '算式的层数超过 200',
    expected: '一个算式最多嵌套 200 层',
    hint: '把其中一段写成定义：定义 名称 = 算式',
  }),
  E0113: () => ({
    message: '一个比较的结果不能再作比较',
    expected: '上下限写成用「且」连接的两个比较',
    hint: '投资额 超过 50万元 且 投资额 不超过 100万元',
  }),
  E0114: ({ found = '' }) => ({
    message: `算式到${found}之前已经完整，后面的读不懂`,
    expected: '两个值之间要有运算或连接的词（＋ − × ÷ 且 或）',
    hint: '如果是名称写错，请改成词典里的名称；如果是说明，请移到「注」',
  }),
  E0115: ({ word = '' }) => ({
    message: `「${word}」后面缺少内容`,
    hint: `${word}，空一格，再写内容；没有要写的就删去这一行`,
  }),
  E0116: ({ word = '' }) => ({
    message: `「${word}」后面不带内容`,
    expected: `「${word}」单独一行`,
    hint: '内容写到下一行，多缩进两格',
  }),
  E0117: ({ found = '' }) => ({
    message: `「${found}」不能作名称`,
    expected: '名称中没有空格、括号、引号和运算符号',
    hint: nameFrom(found),
  }),
  E0118: ({ found = '' }) => ({
    message: `「${found}」没有写成「名称 : 类型」`,
    expected:
      '类型是：是否、金额、比例、数量（单位）、日期、年份、文本、枚举名、多选 枚举名；每年一个数的加「逐年」',
    hint: '投资额 : 金额',
  }),
  E0119: ({ unit = '' }) => ({
    message: `单位「${unit}」没有声明`,
    expected: '语言自带的单位（元、平方米、月、家、人……），或词典里用「单位」声明的',
    hint: `在词典里加一行：单位 ${unit}`,
  }),
  E0120: ({ found = '' }) => ({
    message: `「${found}」没有写成「名称 = 算式」`,
    hint: '名称 = 算式；分档的写：名称 分档 唯一（或 就高、累计）',
  }),
  E0121: ({ found = '' }) => ({
    message: found === '' ? '这里缺少比较的词' : `「${found}」不是比较的词`,
    expected:
      '高于界限：超过、突破、高于、大于、晚于；含界限：达到、不低于、不少于、不早于；及其反面：不超过、不高于、不晚于、低于、不足、少于、早于；相等：为、不为',
  }),
  E0122: ({ found = '' }) => ({
    message: found === '' ? '「分档」没有写明命中几档时怎样取' : `「${found}」不是分档的取法`,
    expected: '唯一（同时命中两档即报错）、就高（取最高一档）、累计（各档相加）',
    hint: '金额 分档 唯一',
  }),
  E0123: ({ found = '', expected = '' }) => ({
    message: `「${found}」不是封顶的范围`,
    expected: `封顶管到哪里：${expected}`,
    hint: '条文没有写明范围的，写「范围未明」',
  }),
  E0201: ({ name = '', hint }) => ({
    message: `名称「${name}」没有声明`,
    expected: '词典里的事实，或本文件里的定义、口径、外部标准',
    hint,
  }),
  E0202: ({ name = '' }) => ({
    message: `名称「${name}」已经用过`,
    expected: '一个名称只指一样东西，词典和各文件合在一起算',
    hint: '改用另一个名称；如果是同一样东西，只保留一处',
  }),
  E0203: ({ name = '', collection = '', expected = '', hint }) => ({
    message: `「${collection}」没有字段「${name}」`,
    expected: `词典里「${collection}」的字段有：${expected}`,
    hint: hint && `${collection}.${hint}`,
  }),
  E0204: ({ name = '', expected = '', hint }) => ({
    message: `没有函数「${name}」`,
    expected: `语言自带的函数有：${expected}`,
    hint,
  }),
  E0205: ({ name = '', enum: of = '', expected = '', hint }) => ({
    message: `「${name}」不是「${of}」的值`,
    expected: `词典里「${of}」的值有：${expected}`,
    hint,
  }),
  E0206: ({ name = '', expected = '', hint }) => ({
    message: `没有集合「${name}」`,
    expected: `词典里的集合有：${expected}`,
    hint,
  }),
  E0207: ({ name = '' }) => ({
    message: `类型「${name}」没有声明`,
    expected: '语言自带的类型，或词典里用「枚举」声明的类型',
    hint: `在词典里声明：枚举 ${name}`,
  }),
  E0208: ({ name = '' }) => ({
    message: `「${name}」要用到它自己`,
    expected: '推导、定义、口径和事项的金额都从别的名称算出，不能绕回自身',
    hint: '去掉绕回的那一处，改用词典里的事实',
  }),
  E0209: ({ name = '', hint }) => ({
    message: `本文件没有事项「${name}」`,
    expected: '金额（…）的括号里是本文件某一事项的名称',
    hint: hint && `金额（${hint}）`,
  }),
  E0210: ({ name = '' }) => ({
    message: `「${name}」有许多个，这里没有说是哪一个`,
    expected: `集合的字段要在「每 ${name}」「凭 ${name}」的事项里，或在存在、计数、合计等之内使用`,
    hint: `存在 ${name} 其中 ${name}.字段 …`,
  }),
  E0211: ({ name = '', enum: of = '' }) => ({
    message: `「${name}」是「${of}」的一个值，不能单独用`,
    expected: `与类型为「${of}」的事实一起写`,
    hint: `事实 为 ${name}，或 多选事实 含 ${name}`,
  }),
  E0301: ({ left = '', right = '' }) => ({
    message: `两边类型不同：一边是${left}，一边是${right}`,
    expected: '比较、列举和声明的两边是同一类型、同一单位，类型由词典和数字后面的单位决定',
    hint: '核对数字的单位，或换成类型相同的事实',
  }),
  E0302: ({ left = '', right = '' }) => ({
    message: `${left}与${right}不能相加减`,
    expected: '相加减的两项单位相同；单位不同的只能相乘除',
    hint: '先乘以单价或比例，化成同一单位再相加减',
  }),
  E0303: ({ found = '' }) => ({
    message: `${found}不能参加运算`,
    expected: '参加加减乘除的是金额、比例或带单位的数量',
  }),
  E0304: ({ found = '' }) => ({
    message: `这里需要条件（是否），得到的是${found}`,
    expected: '条件的结果是「是」或「否」',
    hint: '写成比较，例如：投资额 达到 100万元',
  }),
  E0305: ({ name = '', signature = '', found = '' }) => ({
    message: `函数「${name}」不能用于（${found}）`,
    expected: `语言规定的用法是 ${signature}`,
  }),
  E0306: ({ name = '' }) => ({
    message: name === '' ? '逐年的数没有说是哪一年' : `「${name}」每年一个数，这里没有说是哪一年`,
    expected: '词典把它声明为「逐年」，用时要指明年度',
    hint: name === '' ? '上年(…)、当年(…)、增速(…)' : `上年(${name})、当年(${name})、增速(${name})`,
  }),
  E0307: ({ word = '', found = '' }) => ({
    message: `${found}没有大小先后，不能用「${word}」`,
    expected: '有大小先后的是金额、比例、数量、日期和年份',
    hint: '用「为」或「不为」',
  }),
  E0308: ({ found = '' }) => ({
    message: `「${found}」可以同时有几个值，不能直接比较`,
    expected: '多选的事实用「含」',
    hint: '有效资质 含 高新技术企业',
  }),
  E0309: ({ found = '' }) => ({
    message: `这里需要金额，得到的是${found}`,
    expected: '金额、封顶和合计算出来的单位是元',
    hint: '补上单位（50万元），或乘以单价',
  }),
  E0310: ({ expected = '', found = '' }) => ({
    message: found === '无' ? `没有说取哪一项${expected}` : `这里要取${expected}，得到的是${found}`,
    expected: '合计、最高、最低取数量或金额，最早、最晚取日期或年份',
    hint: '合计 租约 取 租约.面积',
  }),
  E0311: ({ name = '', left = '', right = '' }) => ({
    message: `「${name}」在各种口径下类型不同：${left}、${right}`,
    expected: '同一个名称在每一种口径下是同一类型',
    hint: '改成同一类型，或用两个名称',
  }),
  E0312: ({ found = '' }) => ({
    message: `这里需要日期，得到的是${found}`,
    expected: '时点和执行期间按日期判断',
    hint: '用类型为日期的事实或字段',
  }),
  E0314: () => ({
    message: '范围的界限不是一个写定的数',
    expected: '词典里的范围只用数字或日期，不用算式和其他事实',
    hint: '写成算好的数，例如：范围 不低于 0元',
  }),
  E0316: ({ name = '' }) => ({
    message: `「${name}」是集合，不能当作一个值`,
    expected: '从集合得到一个值，要用存在、计数、合计、最早、最晚、最高、最低',
    hint: `存在 ${name}，或 计数 ${name}`,
  }),
  E0317: ({ found = '' }) => ({
    message: `「含」的左边需要多选的事实，得到的是${found}`,
    expected: '「含」用于多选，单个值用「为」，几个值之一用「属于」',
    hint: '出租方性质 为 国有',
  }),
  E0318: ({ found = '' }) => ({
    message: `${found}不能逐年`,
    expected: '逐年的是金额、比例或数量',
    hint: '去掉「逐年」',
  }),
  E0319: ({ name = '' }) => ({
    message: `字段「${name}」不能逐年`,
    expected: '集合的每一项只有一个数；各年不同的，每年列一项，另加一个年份字段',
    hint: '去掉「逐年」',
  }),
  E0320: ({ word = '' }) => ({
    message: `字段里不能写「${word}」`,
    expected: '集合的字段是填报的值；算式写在用到它的规则里，或写成定义',
    hint: `去掉这一行「${word}」`,
  }),
  E0401: ({ quote = '', article = '' }) => ({
    message: `「${article}」里没有「${quote}」这句话`,
    expected: '引文与条文原文逐字相同，只有空格可以不同',
    hint: '从条文里照抄；在别的条文里的，注明编号：引 #3「…」',
  }),
  E0402: ({ quote = '', article = '' }) => ({
    message: `「${quote}」在「${article}」里不止一处`,
    expected: '一段引文只指条文的一处',
    hint: '前后多抄几个字，使它只出现一次',
  }),
  E0403: ({ article = '' }) => ({
    message: article === '' ? '这里没有可以引的条文' : `没有编号为「${article}」的条文，或它下面没有原文`,
    expected: '引文所在的条文有标题编号（{#3}），原文写在以「>」开头的行里',
    hint: '核对编号，或把原文补在标题下面',
  }),
  E0501: ({ word = '', of = '' }) => ({
    message: `「${of}」缺少「${word}」`,
    expected: `每个「${of}」都要写「${word}」`,
    hint: `在「${of}」下面加一行：${word} …`,
  }),
  E0502: ({ word = '' }) => ({
    message: `「${word}」只能有一个，这里是第二个`,
    hint: '保留其中一个',
  }),
  E0503: ({ found = '', expected = '' }) => ({
    message: `没有「${found}」这一种`,
    expected: `语言规定的有：${expected}`,
  }),
  E0504: ({ title = '' }) => ({
    message: `事项「${title}」既没有金额也没有内容`,
    expected: '事项要说明给什么：金额，或不以金额表示的内容',
    hint: '加「金额 …」或「内容 …」；条文没有写数额的，写「金额 未明确」',
  }),
  E0505: ({ label = '' }) => ({
    message: `上面没有名为「${label}」的一档`,
    expected: '「之于」后面是同一张表里写在前面的一档的名称',
    hint: '核对名称，或把那一档移到前面',
  }),
  E0506: ({ key = '', names = '' }) => ({
    message: `口径「${key}」没有设定「${names}」`,
    expected: '每一种口径都要设定同样的名称，否则按它理解时没有结果',
    hint: `在「${key}」下面加：设 ${names.split('、')[0] ?? ''} = …`,
  }),
  E0507: ({ found = '' }) => ({
    message: `现状「${found}」读不懂`,
    expected: '未定，或写明采用哪一种、哪一天、由谁决定、依据什么',
    hint: '采用甲 于 2025年3月1日 由 区经济信息委 依据 「…」',
  }),
  E0508: ({ id = '' }) => ({
    message: `编号「${id}」已经用过`,
    expected: '文件、事项、口径、目标的编号各不相同，结果和申报都按编号记录',
    hint: '换一个编号',
  }),
  E0509: ({ title = '' }) => ({
    message: `分阶段的事项「${title}」不能另有金额、「每」或「凭」`,
    expected: '分阶段时，金额和凭据都写在各阶段之内',
    hint: '把它移到阶段下面；条文写明的总数用「合计」',
  }),
  E0510: () => ({
    message: '规则前面没有「文件」',
    expected: '每份政策先用「文件」说明名称、文号、发布机关和成文日期',
    hint: '在第一段规则里写：文件 编号',
  }),
  E0511: ({ id = '' }) => ({
    message: `编号「${id}」的写法不合要求`,
    expected: '编号由英文字母、数字、- 和 _ 组成，以字母或数字开头',
    hint: 'rent-relief',
  }),
  E0512: ({ title = '' }) => ({
    message: `口径「${title}」只有一种理解`,
    expected: '口径是对同一句话的两种以上的理解',
    hint: '补上另一种；只有一种理解的，改用「定义」',
  }),
  E0513: () => ({
    message: '终止的日期早于起始的日期',
    expected: '期间从前往后',
    hint: '与条文核对两个日期',
  }),
  E0514: ({ variable = '' }) => ({
    message: `「凭」只看有没有，金额不能用到「${variable}」`,
    expected: '凭一项即给一次，金额与是哪一项无关',
    hint: `金额按每一项计算的，把「凭」改为「每」`,
  }),
  E0515: () => ({
    message: '执行期间没有日期',
    expected: '起止日期至少有一个',
    hint: '执行 自 2022年1月1日 至 2024年12月31日',
  }),
  E0516: () => ({
    message: '写了频次，而词典里没有「已获支持」',
    expected: '频次要对照以前得到过的支持，词典用集合「已获支持」记录',
    hint: '在词典里声明集合「已获支持」，字段为事项、文号、金额、日期、对象',
  }),
  E0517: ({ word = '' }) => ({
    message: `「${word}」不能写在词典里`,
    expected: '词典里只有事实、集合、枚举、单位和注',
    hint: '移到政策文件里',
  }),
  E0518: ({ word = '' }) => ({
    message: `「${word}」不能写在政策文件里`,
    expected: '事实、集合、枚举、单位各文件共用，写在词典里',
    hint: '移到词典；只在本文件用的算式，写成「定义」',
  }),
  E0519: ({ id = '', what = '' }) => ({
    message: `没有编号为「${id}」的${what}`,
    expected: what === '目标' ? '本文件里另一个目标的编号' : '库里事项的编号，几个用顿号隔开',
    hint: `核对编号，或先写这个${what}`,
  }),
  E0601: ({ item = '', what = '', target = '' }) => ({
    message: `事项「${item}」不能编译到${target}：${what}`,
    expected: '只用成批计算说得出的写法；逐户计算不受影响',
    hint: '换一种写法，或者让这个事项留给逐户的解释器计算',
  }),
  E0602: ({ relation = '', what = '', target = '' }) => ({
    message: `「${relation}」不能在${target}里合算：${what}`,
    expected: '取最高、合计封顶，并且一个套一个或者互不相干',
    hint: '涉及它的主体在结果里标出，留给逐户的合算',
  }),
  ...zhWarnings,
}

const SIGN_NAMES: Readonly<Record<string, string>> = { '(': '（', ')': '）' }

function shown(sign: string): string {
  return SIGN_NAMES[sign] ?? sign
}

function nameFrom(found: string): string | undefined {
  const name = found.replace(/[\s（）()：:=＝，,、。；;「」『』《》〔〕+＋\-−×÷*/·.．%‰“”]+/g, '')
  return name === '' || name === found ? undefined : name
}
