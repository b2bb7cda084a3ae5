// An item's setting and a day → whether applications are taken, in words.
type Window = { readonly opensOn: string | null; readonly closesOn: string | null }

/** Undefined where they are. */
export function outsideWindow({ opensOn, closesOn }: Window, today: string): string | undefined {
  if (opensOn !== null && today < opensOn) return `${opensOn}起受理申报，请到时再来`
  if (closesOn !== null && today > closesOn) return `申报已于${closesOn}截止，请关注下一次申报`
  return undefined
}
