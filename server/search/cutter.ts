// Chinese text → words. What the field says as one word stays one word.
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import type { Program } from '#lang'

/** Words of the field that the general dictionary takes apart. */
const FIELD_WORDS = [
  ...['专精特新', '小巨人', '单项冠军', '隐形冠军', '独角兽', '瞪羚', '链主企业', '四上企业', '规上企业'],
  ...['就高不重复', '就高不就低', '晋级补差', '免申即享', '即申即享', '先保后补', '先建后补', '揭榜挂帅'],
  ...['首台套', '首版次', '首批次', '小升规', '分转子', '微转小', '再升规', '个转企', '准四上', '种子库'],
  ...['一企一策', '一户一策', '一事一议', '一对一', '挂图作战', '打表推进', '闭环落实', '跟踪问效', '三首'],
  ...['延链补链强链', '专创融合', '产学研', '孵化园区', '标准厂房', '楼宇经济', '特色楼宇', '星级楼宇'],
  ...['小型微利企业', '小规模纳税人', '六税两费', '加计扣除', '新三板', '北交所', '科创板', '创业板'],
  ...['规模以上工业企业', '专项资金', '贷款贴息', '知识价值信用贷款', '商业价值信用贷款', '数字化转型'],
  ...['绿色工厂', '智能工厂', '数字化车间', '工业互联网', '重点实验室', '技术创新中心', '企业技术中心'],
]

/** Words that carry nothing when other words are there. */
const EMPTY_WORDS = new Set(
  '的 了 和 与 及 或 在 对 为 是 等 吗 呢 有 能 我 我们 什么 怎么 怎样 如何 多少 哪些 可以 请问'.split(' '),
)

export type Cutter = {
  /** The words that must all be there: the longest ones that the dictionary knows. */
  words(text: string): string[]
  /** The same words and the shorter ones inside them, so that 厂房 finds 标准厂房. */
  parts(text: string): string[]
}

export function createCutter(program: Program): Cutter {
  const jieba = Jieba.withDict(dict)
  const known = [...new Set([...FIELD_WORDS, ...declaredWords(program)])]
  jieba.loadDict(Buffer.from(known.map((word) => `${word} 1000000 n`).join('\n')))
  return {
    words(text) {
      const found = telling(jieba.cut(fold(text), true))
      const full = found.filter((word) => !EMPTY_WORDS.has(word))
      return full.length > 0 ? full : found
    },
    parts: (text) => telling(jieba.cutForSearch(fold(text), true)),
  }
}

/** Every name of the dictionary and every title of the rules, as far as it is one run of letters. */
function declaredWords({ vocabulary, policies }: Program): string[] {
  const names = [
    ...vocabulary.facts.map((each) => each.name),
    ...vocabulary.collections.flatMap((each) => [each.name, ...each.fields.map((field) => field.name)]),
    ...vocabulary.enums.flatMap((each) => [each.name, ...each.values.map((value) => value.name)]),
    ...policies.flatMap(({ items, targets, tasks, lists, readings, definitions }) => [
      ...[items, targets, tasks, lists, readings].flatMap((all) => all.map((each) => each.title)),
      ...definitions.map((each) => each.name),
    ]),
  ].map(fold)
  // One character is no name, and white space would end the entry.
  return names.filter((name) => /^[\p{L}\p{N}]{2,}$/u.test(name))
}

function telling(words: readonly string[]): string[] {
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word))
}

/** Text as it is compared: no white space, quotes or brackets, so that 首台套 is 首台（套）; one width, one case. */
export function fold(text: string): string {
  return folded(text).text
}

export type Folded = {
  readonly text: string
  /** The place in the original of every character, and one more for the end. */
  readonly places: readonly number[]
}

export function folded(text: string): Folded {
  const characters: string[] = []
  const places: number[] = []
  let at = 0
  for (const character of text) {
    for (const one of character.normalize('NFKC').toLowerCase()) {
      if (/[\s“”‘’"'「」『』()《》〈〉]/u.test(one)) continue
      for (const unit of one.split('')) {
        characters.push(unit)
        places.push(at)
      }
    }
    at += character.length
  }
  return { text: characters.join(''), places: [...places, text.length] }
}
