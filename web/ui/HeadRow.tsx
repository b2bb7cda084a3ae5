// The head of a table: one title over each column.
type Props = {
  readonly titles: readonly string[]
  /** What a last column of buttons is for: heard, not seen. */
  readonly acts?: string
}

export function HeadRow({ titles, acts }: Props) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        {acts !== undefined && (
          <th scope="col">
            <span className="hidden-label">{acts}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}
