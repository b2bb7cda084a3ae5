// W1108: patterns that the fair-competition review asks about (公平竞争审查条例, in force since 2024-08-01).
import { statements } from '../text.ts'
import { GRANT, insideTitle, shortened, type WordsCheck } from './words.ts'

const HERE = '(?:我区|本区|全区|区内|我市|本市|全市|市内|我县|本县|县内|本地|当地|辖区内?|本辖区)'

const REWARD = new RegExp(`${GRANT.source}|激励|资金支持`)

type Pattern = {
  readonly kind: string
  /** What the regulation is about there. */
  readonly basis: string
  readonly test: RegExp
  /** Only where something is granted for it. */
  readonly granted: boolean
}

const PATTERNS: readonly Pattern[] = [
  {
    kind: '以购买本地产品为条件',
    basis: '第九条：不得限制外地或者进口商品、要素进入本地市场',
    test: new RegExp(
      `(?:采购|购买|选用|使用|购置|租用)[^，。；]{0,10}?${HERE}[^，。；]{0,6}?(?:生产|制造|产品|商品|装备|设备|服务|企业)|${HERE}(?:企业|产品)[^，。；]{0,4}优先(?:采购|购买|中标)`,
    ),
    granted: false,
  },
  {
    kind: '以迁入或者不迁出为条件',
    basis: '第九条：不得影响商品、要素自由流动；第十条：不得给予特定经营者选择性、差异化的财政奖励或者补贴',
    test: /(?:整体|总部|注册地)?(?:迁入|迁至|搬迁(?:至|到|入)|迁移(?:至|到))|(?:不得|不)(?:迁出|迁移|搬离|外迁)|(?:市外|区外|外地)[^，。；]{0,8}(?:迁|落户)|新?落户/,
    granted: true,
  },
  {
    kind: '与本地税收或者经济贡献挂钩',
    basis: '第十条：不得给予特定经营者税收优惠，不得以税收贡献给予差异化奖补',
    test: /地方(?:留存|贡献|财力)|(?:区|市|县)级?(?:留存|财力|经济贡献)|经济贡献|(?:税收|纳税|缴税|税额)[^，。；]{0,8}(?:返还|奖励|贡献|留存|达到|超过|以上)|(?:达到|超过)[^，。；]{0,10}(?:税收|纳税)/,
    granted: true,
  },
  {
    kind: '以在本地纳统、报统为条件',
    basis: '第十条：不得给予特定经营者选择性、差异化的财政奖励或者补贴',
    test: new RegExp(`(?:联网直报|报统|纳统|${HERE}[^，。；]{0,6}(?:统计|纳入统计))`),
    granted: true,
  },
  {
    kind: '以在本地注册为条件',
    basis: '第八条：不得对市场准入和退出设置不合理的条件',
    test: new RegExp(`(?:在|到)${HERE}[^，。；]{0,4}(?:注册|登记|设立(?:独立)?法人)`),
    granted: true,
  },
  {
    kind: '面向特定对象，没有普遍适用的条件',
    basis: '第十条：不得给予特定经营者选择性、差异化的财政奖励或者补贴',
    test: /针对[^，。；]{1,16}(?:企业|单位|项目)[^，。；]{0,4}(?:制定|出台|实行|实施)?(?:专项|专门)(?:政策|扶持|奖励|补助)|一企一策|一事一议|量身定(?:制|做)|指定(?:的)?(?:企业|供应商|单位|机构)/,
    granted: true,
  },
]

export const fairCompetition: WordsCheck = ({ paragraphs }, report) => {
  for (const { text, at } of paragraphs) {
    for (const statement of statements(text)) {
      for (const { kind, basis, test, granted } of PATTERNS) {
        const match = test.exec(statement.text)
        if (!match || insideTitle(statement.text, match.index)) continue
        if (granted && !REWARD.test(statement.text)) continue
        const start = statement.start + match.index
        report('W1108', at(start, start + match[0].length), { kind, basis, text: shortened(match[0]) })
      }
    }
  }
}
