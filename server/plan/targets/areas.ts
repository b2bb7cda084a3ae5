// Which part of its document a target stands in: 金融服务业, 未来新兴产业.
import type { Program } from '#lang'

export type Area = { readonly id: string; readonly title: string }

/** By the first two numbers of its article: 3-2-1 belongs to 3-2. */
export function areaOf(program: Program, policy: string, article: string): Area {
  const articles = program.policies.find(({ document }) => document.id === policy)?.articles ?? []
  const id = article.split('-').slice(0, 2).join('-')
  const found = articles.find((each) => each.id === id) ?? articles.find((each) => each.id === article)
  return { id: found?.id ?? article, title: plain(found?.heading ?? article) }
}

/** 三、主要领域, （一）金融服务业, 一是加强组织领导 without their numbers. */
function plain(heading: string): string {
  return heading
    .trim()
    .replace(/^（[一二三四五六七八九十]+）|^[一二三四五六七八九十]+(、|是)|^\d+\./, '')
    .replace(/\s+/g, ' ')
}
