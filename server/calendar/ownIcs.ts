// A subject's own days → iCalendar.
import { type IcsEvent, icsFile } from './icsFile.ts'
import type { OwnDate } from './ownDates.ts'

const OWN_DATE_WORDS: Readonly<Record<OwnDate['kind'], string>> = {
  ...{ answer: '请办理', publicity: '公示期满', opens: '开始受理', closes: '截止', document: '文件失效' },
  ...{ stage: '下一阶段', instalment: '分期拨付', expiry: '到期' },
}

export function ownIcs(
  subject: { readonly id: number; readonly name: string },
  dates: readonly OwnDate[],
  now: Date,
  origin: string,
): string {
  const events = dates.map((each): IcsEvent => {
    const inferred = each.inferred === undefined ? '' : '（推定）'
    return {
      ...{ id: `subject-${subject.id}-${each.id}`, day: each.day },
      summary: `${OWN_DATE_WORDS[each.kind]}${inferred}：${each.title}`,
      description: [subject.name, each.note, each.inferred ?? ''].filter((text) => text !== '').join('\n'),
      url: each.caseId === undefined ? `${origin}/firm/calendar` : `${origin}/cases/${each.caseId}`,
    }
  })
  return icsFile({ name: `${subject.name}的日历`, product: 'own calendar' }, events, now)
}
