// Dates of the library → iCalendar: one all-day event for each end that has a day.
import { type Dated, dateToIso, documentName, type Edge, type Program } from '#lang'
import { type IcsEvent, icsFile } from './icsFile.ts'

export function icsOf(program: Program, dated: readonly Dated[], now: Date, origin: string): string {
  const numbers = new Map(program.policies.map(({ document }) => [document.id, documentName(document)]))
  const events = dated.flatMap((each) =>
    (['from', 'to'] as const).flatMap((end) => {
      const edge = each[end]
      if (!edge || edge.kind === 'unstated') return []
      const number = numbers.get(each.policy) ?? each.policy
      const url = `${origin}/policies/${each.policy}#article-${each.article}`
      return [eventOf(each, end, edge, { number, url })]
    }),
  )
  return icsFile({ name: '政策日历', product: 'policy calendar' }, events, now)
}

const ENDS: Readonly<Record<Dated['kind'], { readonly from: string; readonly to: string }>> = {
  document: { from: '施行', to: '失效' },
  window: { from: '开始执行', to: '执行期止' },
  target: { from: '', to: '目标期限' },
  task: { from: '', to: '任务期限' },
  decision: { from: '', to: '口径确定' },
}

type Context = { readonly number: string; readonly url: string }

function eventOf(
  dated: Dated,
  end: 'from' | 'to',
  edge: Extract<Edge, { readonly day: number }>,
  { number, url }: Context,
): IcsEvent {
  const inferred = edge.kind === 'inferred' ? '（推定）' : ''
  const notes = [
    number,
    dated.words === undefined ? '' : `原文：${dated.words}`,
    edge.kind === 'inferred' ? `推定：${edge.note}` : '',
  ].filter(Boolean)
  return {
    id: [dated.policy, dated.kind, dated.id || 'document', end].join('-'),
    day: dateToIso(edge.day),
    summary: `${ENDS[dated.kind][end]}${inferred}：${dated.title}`,
    ...{ description: notes.join('\n'), url },
  }
}
