// A definition of an approval path → whether it can be read, and everything that the model checker finds. Pure.
import { checkPath, type PathFault } from '../approval/checkPath.ts'
import { type Path, pathSchema } from '../approval/path.ts'

export type Examined =
  /** Places that are not written as a path is. */
  | { readonly kind: 'malformed'; readonly places: readonly string[] }
  | { readonly kind: 'faulty'; readonly path: Path; readonly faults: readonly PathFault[] }
  | { readonly kind: 'sound'; readonly path: Path }

export function examinePath(definition: unknown): Examined {
  const parsed = pathSchema.safeParse(definition)
  if (!parsed.success)
    return { kind: 'malformed', places: parsed.error.issues.map((each) => each.path.join('.') || '整体') }
  const repeated = repeatedIds(parsed.data)
  if (repeated.length > 0) return { kind: 'malformed', places: repeated }
  const faults = checkPath(parsed.data)
  return faults.length > 0
    ? { kind: 'faulty', path: parsed.data, faults }
    : { kind: 'sound', path: parsed.data }
}

/** Of two steps with one number, or two acts of a step, only the first would ever be found. */
function repeatedIds({ steps }: Path): string[] {
  const places = [
    ...steps.map((each, i) => ({ id: each.id, place: `steps.${i}.id` })),
    ...steps.flatMap((step, i) =>
      step.acts.map((act, j) => ({ id: `${step.id} ${act.id}`, place: `steps.${i}.acts.${j}.id` })),
    ),
  ]
  const seen = new Set<string>()
  return places.flatMap(({ id, place }) => {
    if (seen.has(id)) return [place]
    seen.add(id)
    return []
  })
}
