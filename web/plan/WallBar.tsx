// A bar of lamps: as long as the number of things, each part of a colour and a pattern of its own.
type Part = { readonly key: string; readonly count: number }

export function WallBar({ parts, most }: { readonly parts: readonly Part[]; readonly most: number }) {
  return (
    <span className="wall-bar" aria-hidden="true">
      {parts
        .filter(({ count }) => count > 0)
        .map(({ key, count }) => (
          <span
            key={key}
            className={`wall-part wall-${key}`}
            style={{ inlineSize: `${(count / Math.max(1, most)) * 100}%` }}
          />
        ))}
    </span>
  )
}
