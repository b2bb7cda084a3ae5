// duixian test [policy…]: runs the worked cases of documents; ends with "N passed, N failed".
import { readCases, runCases } from '#lang'
import { loadCases } from '#policies'
import { policiesNamed, usableLibrary } from './library.ts'
import { readFlags } from './usage.ts'

export function test(args: readonly string[]): number {
  const flags = readFlags(args, [], [])
  const { program } = usableLibrary()
  let passed = 0
  let failed = 0
  for (const policy of policiesNamed(program, flags.rest)) {
    const { id } = policy.document
    const { cases, problems } = readCases(loadCases(id))
    for (const problem of problems) {
      failed++
      console.log(`✗ policies/${id}/cases.md:${problem.line} ${problem.message}`)
    }
    for (const result of runCases(program, policy, cases)) {
      if (result.passed) passed++
      else {
        failed++
        console.log(`✗ policies/${id}/cases.md:${result.case.line} ${result.case.title}`)
        console.log(`    应为 ${result.expected}`)
        console.log(`    得到 ${result.got}`)
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}
