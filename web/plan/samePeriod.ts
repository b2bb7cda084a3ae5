// A period and how often there is one → the period of that kind in which it begins: 2024Q2 by months is 2024-04.
export type Periodicity = 'month' | 'quarter' | 'half' | 'year'

/** What is no period stays as it is. */
export function samePeriod(period: string, periodicity: Periodicity): string {
  const [, year, kind = '', part = '1'] = /^(20\d\d)(?:([QH-])(\d{1,2}))?$/.exec(period.trim()) ?? []
  if (year === undefined) return period
  const month = { Q: (Number(part) - 1) * 3 + 1, H: (Number(part) - 1) * 6 + 1, '-': Number(part), '': 1 }[
    kind
  ]
  if (month === undefined) return period
  switch (periodicity) {
    case 'month':
      return `${year}-${String(month).padStart(2, '0')}`
    case 'quarter':
      return `${year}Q${Math.ceil(month / 3)}`
    case 'half':
      return `${year}H${month > 6 ? 2 : 1}`
    case 'year':
      return year
  }
}
