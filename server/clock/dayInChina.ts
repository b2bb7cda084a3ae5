// The calendar day that a moment falls on in China, where every deadline and every document's date is meant.

// Made once: making one costs more than using it.
const written = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** 2026-03-02. */
export function dayInChina(moment: Date): string {
  return written.format(moment)
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' },
})

/** 2026-03-02 09:00:05, by the clock of Beijing. */
export function momentInChina(moment: Date): string {
  return clock.format(moment)
}

/** 2026-03-02 09:00. */
export function minuteInChina(moment: Date): string {
  return momentInChina(moment).slice(0, -3)
}
