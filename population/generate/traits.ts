// A scene → the hidden traits of each subject, as layers of SQL: where it is, what it does, how large and how old it is,
// what it earns and which certificates it holds. Columns are made from traits, so that they agree with each other.
import { certificateLayers } from './certificates.ts'
import { OLDEST_YEARS, SECTIONS, SIZES } from './distributions.ts'
import { INDUSTRY_KINDS, industriesBySection, kindBit } from './industries.ts'
import { revenueLayers } from './revenue.ts'
import type { Scene } from './scene.ts'
import { at, type Layer, numbers, texts } from './sql.ts'

/** All traits over a query that has `id`; what a query does not read costs nothing. */
export function traitLayers(scene: Scene): Layer[] {
  return [...identityLayers(scene), ...revenueLayers(scene), ...certificateLayers(scene)]
}

function identityLayers(scene: Scene): Layer[] {
  const { draw, districts } = scene
  const place = groupsOf(districts.map((each) => each.places))
  const industry = groupsOf(industriesBySection())
  const weights = districts.map((each) => each.weight)
  return [
    { subject_key: 'id::UBIGINT' },
    {
      district_index: draw.weighted('district', weights),
      section: draw.weighted('section', weightsOf(SECTIONS)),
      size: draw.weighted('size', weightsOf(SIZES)),
    },
    {
      place: place.member('district_index', (size) => draw.below('place', size)),
      industry: industry.member('section', (size) => draw.below('industry', size)),
      age_days: ageDays(scene),
    },
    {
      district: at(texts(districts.map((each) => each.name)), 'district_index'),
      street: at(texts(place.members.map((each) => each.street)), 'place'),
      division: at(texts(place.members.map((each) => each.division)), 'place'),
      division_code: at(
        numbers(
          place.members.map((each) => Number(each.code)),
          'INTEGER',
        ),
        'place',
      ),
      industry_code: at(texts(industry.members.map((each) => each.code)), 'industry'),
      industry_kinds: at(
        numbers(
          industry.members.map((each) => each.kinds),
          'BIGINT',
        ),
        'industry',
      ),
      founded: `(${scene.today} - age_days)`,
      is_sme: 'size < 3',
      is_big: 'size >= 2',
    },
    {
      founded_year: 'year(founded)',
      ...Object.fromEntries(INDUSTRY_KINDS.map((kind) => [kind, `(industry_kinds & ${kindBit(kind)}) <> 0`])),
    },
  ]
}

function weightsOf(rows: readonly { readonly weight: number }[]): number[] {
  return rows.map((each) => each.weight)
}

/** Exponential around the mean of the size class; the day before `at` at the youngest. */
function ageDays({ draw }: Scene): string {
  const mean = at(numbers(SIZES.map((each) => each.ageMean)), 'size')
  const days = `-ln(1 - ${draw.unit('age')}) * ${mean} * 365`
  return `1 + least(${OLDEST_YEARS * 365}, floor(${days}))::INTEGER`
}

/** Lists within a list, laid end to end: the place of a member from its group and its place within. */
function groupsOf<T>(groups: readonly (readonly T[])[]) {
  const starts: number[] = []
  const members: T[] = []
  for (const group of groups) {
    starts.push(members.length)
    members.push(...group)
  }
  const sizes = groups.map((each) => each.length)
  return {
    members,
    member: (group: string, within: (size: string) => string) =>
      `(${at(numbers(starts, 'INTEGER'), group)} + ${within(at(numbers(sizes, 'INTEGER'), group))})`,
  }
}
