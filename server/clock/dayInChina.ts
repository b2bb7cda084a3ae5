// The calendar day that a moment falls on in China, where every deadline and every document's date is meant.

// Made once: making one costs more than using it.
const written = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

/** 2026-03-02. */
export function dayInChina(moment: Date): string {
  return written.format(moment)
}
