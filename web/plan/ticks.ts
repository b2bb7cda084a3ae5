// The least and the greatest number of a picture → round numbers from below the one to above the other.

const STEPS = [1, 2, 2.5, 5, 10]

export function ticksOf(least: number, greatest: number, wanted = 4): number[] {
  const spread = greatest - least || Math.abs(greatest) || 1
  // A picture that begins near nothing begins at nothing.
  const low = least >= 0 && least < spread * 0.6 ? 0 : least
  const rough = (greatest - low || spread) / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((each) => each * power >= rough) ?? 10) * power
  const [first, last] = [Math.floor(low / step), Math.ceil(greatest / step)]
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
