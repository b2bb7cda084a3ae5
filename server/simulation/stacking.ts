import type { Engine, OpenPopulation } from './engine.ts'
import type { Placed } from './question.ts'
import type { ItemResult, PackageTotal } from './result.ts'
import type { RunOptions } from './runItems.ts'
export async function packagesOf(
  _e: Engine,
  _o: OpenPopulation,
  _p: readonly Placed[],
  _i: readonly ItemResult[],
  _r: RunOptions,
): Promise<PackageTotal[]> {
  return []
}
