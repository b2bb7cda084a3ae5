// Rule text → lines with their indentation. A line whose brackets are open goes on in the next one.

export type Line = { readonly start: number; readonly end: number; readonly indent: number }

/** The logical lines of [start, end); blank lines are left out. Offsets are into the whole file. */
export function logicalLines(text: string, start: number, end: number): Line[] {
  const lines: Line[] = []
  let offset = start
  while (offset < end) {
    const lineStart = offset
    let lineEnd = endOfLine(text, offset, end)
    let depth = bracketDepth(text, offset, lineEnd)
    const indent = indentAt(text, lineStart, end)
    // Only a deeper line can continue an open bracket, so that one lost bracket does not swallow the file.
    while (depth > 0 && lineEnd < end && indentAt(text, lineEnd + 1, end) > indent) {
      const next = endOfLine(text, lineEnd + 1, end)
      depth += bracketDepth(text, lineEnd + 1, next)
      lineEnd = next
    }
    const content = text.slice(lineStart, lineEnd)
    const trimmed = content.trimStart()
    if (trimmed.trim() !== '') {
      const lead = content.length - trimmed.length
      const stop = lineStart + content.trimEnd().length
      lines.push({ start: lineStart + lead, end: stop, indent: width(content.slice(0, lead)) })
    }
    offset = lineEnd + 1
  }
  return lines
}

function endOfLine(text: string, from: number, end: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 || found > end ? end : found
}

/** Open brackets minus closed ones, outside quotes. */
function bracketDepth(text: string, from: number, to: number): number {
  let depth = 0
  let quote = 0
  for (let i = from; i < to; i++) {
    const char = text.charAt(i)
    if (char === '「') quote++
    else if (char === '」') quote = Math.max(0, quote - 1)
    else if (quote === 0 && (char === '（' || char === '(')) depth++
    else if (quote === 0 && (char === '）' || char === ')')) depth--
  }
  return depth
}

function indentAt(text: string, lineStart: number, end: number): number {
  const lead = /^[ \t\u3000]*/.exec(text.slice(lineStart, Math.min(end, lineStart + 200)))?.[0] ?? ''
  return width(lead)
}

function width(lead: string): number {
  let columns = 0
  for (const char of lead) columns += char === '\t' || char === '\u3000' ? 2 : 1
  return columns
}
