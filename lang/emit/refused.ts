// What the columnar form cannot say: thrown while an item is compiled, reported as a diagnostic, never dropped.

/** `what` is a Chinese phrase for the construct that has no columnar form. */
export class Refused extends Error {
  readonly what: string

  constructor(what: string) {
    super(what)
    this.what = what
  }
}
