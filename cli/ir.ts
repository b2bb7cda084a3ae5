// duixian ir [policy…]: the intermediate representation as JSON; its schema is docs/ir.schema.json.
import { policiesNamed, usableLibrary } from './library.ts'
import { readFlags } from './usage.ts'

export function ir(args: readonly string[]): number {
  const flags = readFlags(args, ['rules'], [])
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  console.log(JSON.stringify({ ...program, policies: policiesNamed(program, flags.rest) }, null, 2))
  return 0
}
