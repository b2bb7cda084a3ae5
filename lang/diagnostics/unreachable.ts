// Closes an exhaustive switch: a new kind that is not handled fails to type-check at every pass.
export function unreachable(value: never): never {
  throw new Error(`unhandled kind: ${JSON.stringify(value)}`)
}
