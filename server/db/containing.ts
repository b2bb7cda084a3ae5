/** What somebody typed → a pattern of LIKE that finds it anywhere, letter by letter: % and _ mean themselves. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
