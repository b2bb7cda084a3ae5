// Moments and days as people in China read them.
const momentFormat = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' },
})

export const momentText = (moment: string): string => momentFormat.format(new Date(moment))

/** "2026-12-31" → "2026年12月31日" */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** Today's date in China, "2026-11-21", wherever the browser stands. The server's default day is reckoned the same way. */
export const todayInChina = (): string => dayFormat.format(new Date())

export const yearInChina = (): number => Number(todayInChina().slice(0, 4))
