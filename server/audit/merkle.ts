// Hashes → one root, and for each of them a short proof that it is among them (the tree of RFC 6962). Pure.
import { createHash } from 'node:crypto'

/** Hashes in hexadecimal. */
export type Hash = string

/** The hash beside the path on one level, and on which side it stands. */
export type ProofStep = { readonly side: 'left' | 'right'; readonly hash: Hash }

/** Leaves and nodes are told apart by their first byte, so that a node cannot be shown as a leaf. */
function leafOf(hash: Hash): Hash {
  return digest(0, Buffer.from(hash, 'hex'))
}

function nodeOf(left: Hash, right: Hash): Hash {
  return digest(1, Buffer.from(left + right, 'hex'))
}

function digest(kind: 0 | 1, bytes: Buffer): Hash {
  return createHash('sha256')
    .update(Buffer.from([kind]))
    .update(bytes)
    .digest('hex')
}

/** Every level from the leaves to the root; an odd last node goes up as it is. */
function levelsOf(hashes: readonly Hash[]): Hash[][] {
  const levels = [hashes.map(leafOf)]
  for (let last = levels[0] ?? []; last.length > 1; ) {
    const next: Hash[] = []
    for (let i = 0; i < last.length; i += 2) {
      const [left = '', right] = [last[i], last[i + 1]]
      next.push(right === undefined ? left : nodeOf(left, right))
    }
    levels.push(next)
    last = next
  }
  return levels
}

/** The root over at least one hash. */
export function rootOf(hashes: readonly Hash[]): Hash {
  return levelsOf(hashes).at(-1)?.[0] ?? ''
}

/** The proofs of the hashes at these places. */
export function proofsOf(hashes: readonly Hash[], places: readonly number[]): ProofStep[][] {
  const levels = levelsOf(hashes)
  return places.map((place) =>
    levels.slice(0, -1).flatMap((level, height): ProofStep[] => {
      const at = Math.floor(place / 2 ** height)
      const hash = level[at % 2 === 0 ? at + 1 : at - 1]
      return hash === undefined ? [] : [{ side: at % 2 === 0 ? 'right' : 'left', hash }]
    }),
  )
}

/** The root that a hash and its proof lead to. */
export function rootFrom(hash: Hash, proof: readonly ProofStep[]): Hash {
  return proof.reduce(
    (below, step) => (step.side === 'left' ? nodeOf(step.hash, below) : nodeOf(below, step.hash)),
    leafOf(hash),
  )
}
