// Text that a spreadsheet would run as a formula → text that it only shows.

/** Puts an apostrophe before text that begins like a formula or a command. Import takes it off again. */
export function neutralText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** One CSV field. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
