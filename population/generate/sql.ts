// Values of the program → SQL text: literals, lists, and picking from them. Nothing is escaped anywhere else.

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function texts(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]::VARCHAR[]`
}

export function numbers(values: readonly (number | bigint)[], type = 'DOUBLE'): string {
  return `[${values.join(', ')}]::${type}[]`
}

/** The element of a list at a place that counts from 0. */
export function at(list: string, index: string): string {
  return `(${list})[1 + ${index}]`
}

/** Rows of names and expressions laid over a query; a later layer sees the names of the earlier ones. */
export type Layer = Readonly<Record<string, string>>

/** DuckDB drops the expressions that nothing above reads, so every query may stand on all layers. */
export function overlaid(from: string, layers: readonly Layer[]): string {
  return layers.reduce((inner, layer) => `SELECT *, ${columns(layer)} FROM (${inner})`, from)
}

export function columns(layer: Layer): string {
  return Object.entries(layer)
    .map(([name, expression]) => `${expression} AS ${identifier(name)}`)
    .join(', ')
}
