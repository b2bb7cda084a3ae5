// How articles are named in addresses. Rules carry their kind and id: item-…, target-….
const prefix = 'article-'

export function articleAnchor(article: string): string {
  return `${prefix}${article}`
}

/** The element that an address means; the bare number of an article does too. */
export function elementNamed(hash: string): HTMLElement | null {
  return document.getElementById(hash) ?? document.getElementById(articleAnchor(hash))
}
