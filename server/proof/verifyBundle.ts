// The bytes of an audit bundle → whether everything in it fits together, and if not, what is wrong and where.
// Needs nothing else: no database, no library, no network.
import { type BundleProblem, type OpenBundle, readBundle } from './bundle.ts'
import { courseProblems } from './checkCourse.ts'
import { decisionProblems } from './checkDecision.ts'
import { logProblems } from './checkLog.ts'

export type BundleVerdict =
  | { readonly kind: 'sound'; readonly bundle: OpenBundle }
  | { readonly kind: 'wrong'; readonly problems: readonly BundleProblem[] }

/**
 * `published`: the hash of a head that the verifier has from where it was published. Without it a bundle can be whole
 * in itself and still be invented altogether: whoever verifies must compare the head.
 */
export function verifyBundle(
  bytes: Uint8Array,
  { published }: { readonly published?: string } = {},
): BundleVerdict {
  const read = readBundle(bytes)
  if ('problems' in read) return { kind: 'wrong', problems: read.problems }
  const { bundle } = read
  const problems = [...decisionProblems(bundle), ...logProblems(bundle, published), ...courseProblems(bundle)]
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'sound', bundle }
}
