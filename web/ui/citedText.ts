// A text and the phrases cited from it, which may overlap → consecutive segments, each with who cites it.

export type Span = { readonly start: number; readonly end: number; readonly key: string }

export type Segment = { readonly start: number; readonly text: string; readonly keys: readonly string[] }

export function segmentsOf(text: string, spans: readonly Span[]): Segment[] {
  const inside = spans.filter(({ start, end }) => start < end && start < text.length)
  const borders = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])]
    .filter((border) => border <= text.length)
    .sort((a, b) => a - b)
  const pieces = borders.slice(0, -1).map((start, i): Segment => {
    const end = borders[i + 1] ?? text.length
    const covering = inside.filter((span) => span.start <= start && span.end >= end)
    return { start, text: text.slice(start, end), keys: [...new Set(covering.map(({ key }) => key))].sort() }
  })
  return pieces.reduce(joinAlike, [])
}

/** A border between two phrases of the same rules is none that a reader could see a reason for. */
function joinAlike(before: readonly Segment[], next: Segment): Segment[] {
  const last = before.at(-1)
  if (!last || last.keys.join() !== next.keys.join()) return [...before, next]
  return [...before.slice(0, -1), { ...last, text: last.text + next.text }]
}
