// The words of a number ("20%", "60万元") → a slider around it: its ends, its step, and the words of any place on it.

export type Slide = {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly text: (value: number) => string
}

export function slideOf(text: string): Slide | undefined {
  const written = readWritten(text)
  if (!written || written.value <= 0) return undefined
  const { value, unit } = written
  const step = stepOf(value)
  const places = Math.max(0, -Math.floor(Math.log10(step)))
  return {
    ...{ value, min: 0, max: Number((Math.ceil((value * 2) / step) * step).toFixed(places)), step },
    text: (each) => `${Number(each.toFixed(places))}${unit}`,
  }
}

/** Where the words of an assumption stand on the slider of the text; undefined when they use another unit. */
export function placeOn(text: string, assumed: string): number | undefined {
  const [own, other] = [readWritten(text), readWritten(assumed)]
  return own && other && own.unit === other.unit ? other.value : undefined
}

function readWritten(text: string): { readonly value: number; readonly unit: string } | undefined {
  const match = /^(\d+(?:\.\d+)?)(\D*)$/.exec(text.normalize('NFKC').replace(/[\s,]/g, ''))
  return match ? { value: Number(match[1]), unit: match[2] ?? '' } : undefined
}

/** A twentieth of the number, rounded down to 1, 2 or 5 of a power of ten; whole numbers move by wholes. */
function stepOf(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value / 20))
  const step = ([5, 2, 1].find((each) => each * power <= value / 20) ?? 1) * power
  return Number.isInteger(value) && value < 20 ? Math.max(1, step) : Number(step.toPrecision(1))
}
