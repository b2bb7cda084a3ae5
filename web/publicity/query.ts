// What the publicity page looks for, as it stands in the address.
export type PublicityQuery = { readonly text?: string }

export function readPublicityQuery({ text }: Readonly<Record<string, unknown>>): PublicityQuery {
  // The router reads a code of digits as a number.
  const words = typeof text === 'number' ? String(text) : text
  return typeof words === 'string' && words.trim() !== '' ? { text: words.trim() } : {}
}
