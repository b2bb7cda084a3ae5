// The departments that the documents name as owners → those of an installation. 区科技局 in a document of 渝中区 is
// 渝中区科技局; a board (管委会) is called as the document calls it.
import type { department } from '../db/tables.ts'

export type Place = typeof department.$inferInsert

const YUZHONG = '渝中区'

const WORDS = {
  ...{ fgw: '区发改委', cyj: '区产业发展局', jxw: '区经信委', kjj: '区科技局', sww: '区商务委' },
  ...{ dsj: '区大数据局', jtw: '区交通运输委', wlw: '区文旅委', scj: '区市场监管局', jw: '区教委' },
  ...{ sfj: '区司法局', wjw: '区卫健委', zjw: '区住建委', rsj: '区人社局', hbj: '区生态环境局' },
  ...{ swj: '区税务局', tjj: '区统计局', szy: '数字经济产业园管委会', dsh: '大石化管委会' },
  ...{ zfb: '区政府办', wsb: '区政府外办', zzb: '区委组织部', xcb: '区委宣传部' },
} as const

export const YUZHONG_DEPARTMENTS: readonly Place[] = [
  ...Object.entries(WORDS).map(
    ([id, word]): Place => ({
      ...{ id: `yuzhong-${id}`, name: nameIn(YUZHONG, word), district: YUZHONG, kind: 'bureau' },
    }),
  ),
  { id: 'yuzhong-czj', name: '渝中区财政局', district: YUZHONG, kind: 'finance' },
  { id: 'yuzhong-government', name: '渝中区人民政府', district: YUZHONG, kind: 'government' },
]

/** What a department that a document calls so is called among all departments. */
export function nameIn(district: string, word: string): string {
  return word.startsWith('区') ? `${district}${word.slice(1)}` : word
}
