// What a written name or code turned out to be.

export type Resolved =
  /** `notice` when what was written is not what is in force, such as an old place name. */
  | { readonly kind: 'found'; readonly value: string; readonly notice?: string }
  /** `message` goes on after 第12行 “行业”：. */
  | { readonly kind: 'bad'; readonly message: string }
