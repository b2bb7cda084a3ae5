// "2026-11-21": today's date in China, wherever the browser stands. The server's default day is reckoned the same way.
export function todayInChina(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
}
