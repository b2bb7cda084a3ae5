// Cells that name a district, a street or an industry → today's names and codes, before the row is read.
import type { Fact, Vocabulary } from '#lang'
import { resolveDistrict } from '../reference/districts.ts'
import { resolveIndustry } from '../reference/industries.ts'
import { resolveStreet } from '../reference/streets.ts'

/** The dictionary's enumeration of districts, and the facts that hold a street, its district and an industry. */
const DISTRICTS = 'countyLevelPlace'
const STREET = 'street'
const STREETS_DISTRICT = 'district'
const INDUSTRY = 'industryCode'

type Input = { readonly fact?: Fact }

type PlaceReader = <T extends Input>(
  inputs: Map<T, unknown>,
  complain: (fact: string, message: string) => void,
  notices: string[],
) => void

/** Settles the places among a row's inputs; what cannot be settled is taken out and complained of. */
export function placeReader(facts: readonly Fact[], vocabulary: Vocabulary): PlaceReader {
  const enumeration = vocabulary.enums.find((each) => each.english === DISTRICTS)
  const isDistrict = (fact: Fact): boolean =>
    fact.type.kind === 'enum' && fact.type.name === enumeration?.name
  const any = facts.some((each) => isDistrict(each) || each.english === STREET || each.english === INDUSTRY)
  if (!any) return () => undefined
  const places = enumeration?.values ?? []

  return (inputs, complain, notices) => {
    let district: string | undefined
    // Districts first: a street is looked for in its own.
    for (const step of ['district', 'rest'] as const) {
      for (const [key, input] of inputs) {
        const { fact } = key
        if (!fact || typeof input !== 'string' || input === '不适用') continue
        if (isDistrict(fact) !== (step === 'district')) continue
        const result = isDistrict(fact)
          ? resolveDistrict(input, places)
          : fact.english === STREET
            ? resolveStreet(input, district)
            : fact.english === INDUSTRY
              ? resolveIndustry(input)
              : undefined
        if (!result) continue
        if (result.kind === 'bad') {
          complain(fact.name, result.message)
          inputs.delete(key)
          continue
        }
        if (fact.english === STREETS_DISTRICT) district = result.value
        if (result.notice !== undefined) notices.push(result.notice)
        inputs.set(key, result.value)
      }
    }
  }
}
