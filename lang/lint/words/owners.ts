// W1111: an article that promises something and names no department, in a document whose other articles do.
import type { Paragraph } from '../text.ts'
import { GRANT, shortened, type WordsCheck } from './words.ts'

const OWNER =
  /责任单位|牵头单位|责任部门|牵头部门|按职责分工|由[^，。；]{2,20}(?:负责|牵头|落实)|[（(][^（）()]{2,40}(?:局|委|办|部|中心)等?[）)]$/
const PROMISE = new RegExp(`${GRANT.source}|重点支持|优先(?:支持|推荐|安排|保障)`)

export const missingOwners: WordsCheck = ({ paragraphs }, report) => {
  const articles = new Map<string, Paragraph[]>()
  for (const each of paragraphs) articles.set(each.article, [...(articles.get(each.article) ?? []), each])
  const promising = [...articles.values()].filter((all) => all.some((each) => PROMISE.test(each.text)))
  const owned = promising.filter(isOwned)
  if (owned.length * 2 < promising.length) return
  for (const all of promising) {
    if (isOwned(all)) continue
    const first = all.find((each) => PROMISE.test(each.text))
    const match = first && PROMISE.exec(first.text)
    if (!first || !match) continue
    report('W1111', first.at(match.index, match.index + match[0].length), {
      article: shortened(first.heading),
    })
  }
}

function isOwned(paragraphs: readonly Paragraph[]): boolean {
  return paragraphs.some((each) => OWNER.test(each.text))
}
