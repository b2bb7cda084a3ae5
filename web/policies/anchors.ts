// How articles are named in addresses. Rules carry their kind and id: item-…, target-….
const prefix = 'article-'

export function articleAnchor(article: string): string {
  return `${prefix}${article}`
}

/** The element that an address means; the bare number of an article does too. */
export function elementNamed(hash: string): HTMLElement | null {
  return document.getElementById(hash) ?? document.getElementById(articleAnchor(hash))
}

const settlingFrames = 20

/**
 * Brings an element to the top and holds it there while articles above it, drawn only now, get their real heights.
 * Whoever scrolls by themselves is let go at once.
 */
export function keepInView(element: HTMLElement): () => void {
  let left = settlingFrames
  let frame = 0
  const stop = () => {
    cancelAnimationFrame(frame)
    for (const own of ['wheel', 'touchstart', 'keydown', 'pointerdown']) removeEventListener(own, stop)
  }
  const hold = () => {
    element.scrollIntoView({ block: 'start' })
    left--
    if (left > 0) frame = requestAnimationFrame(hold)
    else stop()
  }
  for (const own of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(own, stop)
  hold()
  return stop
}
