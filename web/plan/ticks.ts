// The least and the greatest number of a picture → round numbers from below the one to above the other.

const STEPS = [1, 2, 2.5, 5, 10]

export function ticksOf(least: number, greatest: number, wanted = 4): number[] {
  const size = Math.max(Math.abs(least), Math.abs(greatest))
  // What differs by less than a picture could show is one line.
  const spread = greatest - least > Math.max(1e-6 * size, 1e-9) ? greatest - least : size > 1e-9 ? size : 1
  // A picture that begins near nothing begins at nothing.
  const low = least >= 0 && least < spread * 0.6 ? 0 : least
  const rough = Math.max(greatest - low, spread) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((each) => each * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(greatest / step))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
