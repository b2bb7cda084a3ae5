// Days as the pages of cases need them.
export { dayText, momentText } from '../ui/dates.ts'

export const yearInChina = (): number =>
  Number(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(new Date()))
