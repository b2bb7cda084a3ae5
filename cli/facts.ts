// duixian facts: the dictionary, as a table or as data.
import { type Fact, typeText } from '#lang'
import { usableLibrary } from './library.ts'
import { noRest, readFlags } from './usage.ts'

export function facts(args: readonly string[]): number {
  const flags = readFlags(args, ['rules'], ['json'])
  noRest(flags)
  const { vocabulary } = usableLibrary(flags.values.get('rules') ?? []).program
  if (flags.switches.has('json')) {
    console.log(JSON.stringify(vocabulary, null, 2))
    return 0
  }
  for (const fact of vocabulary.facts) console.log(factLine(fact))
  for (const collection of vocabulary.collections) {
    console.log(
      `${collection.name}（${collection.english}）  集合  ${collection.authority.name}  ${collection.question}`,
    )
    for (const field of collection.fields) console.log(`  ${factLine(field)}`)
  }
  for (const each of vocabulary.enums) {
    console.log(`${each.name}（${each.english}）  选项：${each.values.map((value) => value.name).join('、')}`)
  }
  return 0
}

function factLine(fact: Fact): string {
  const decided = fact.authority.kind === 'decided' ? '认定' : ''
  return `${fact.name}（${fact.english}）  ${typeText(fact.type)}  ${fact.authority.name}${decided}  ${fact.question}`
}
