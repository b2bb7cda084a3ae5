// A project → the items of the documents that give to projects, as the rules find for what is recorded of this one.
import {
  evaluate,
  type Finding,
  type Item,
  type Policy,
  type Program,
  parseDate,
  readSubject,
  subjectKinds,
} from '#lang'
import type { ProjectLine } from './listProjects.ts'

export type ProjectSubsidy = {
  readonly policy: Policy
  readonly item: Item
  readonly finding: Finding
}

/** Of documents of the project's district and of the municipality; items of other places do not concern it. */
export function subsidiesOf(program: Program, line: ProjectLine, day: string): ProjectSubsidy[] {
  const at = parseDate(day)
  const { subject } = readSubject(projectFacts(line), program.vocabulary)
  if (at === undefined || !subject) return []
  return program.policies
    .filter(({ document }) => document.level !== '区县' || document.jurisdiction === line.district)
    .flatMap((policy) => {
      const items = policy.items.filter(({ recipient }) => subjectKinds(recipient).includes('项目'))
      if (items.length === 0) return []
      const ids = items.map(({ id }) => id)
      return evaluate(program, subject, { at, policies: [policy.document.id], items: ids }).flatMap(
        (finding) => {
          const item = items.find(({ id }) => id === finding.item)
          return item && finding.outcome !== 'not_applicable' ? [{ policy, item, finding }] : []
        },
      )
    })
}

const yesNo = (value: boolean | null): string => (value === null ? '未知' : value ? '是' : '否')

/** What nobody has recorded is left unknown. */
function projectFacts(line: ProjectLine) {
  const money = (fen: number | null): string => (fen === null ? '未知' : `${fen / 100}元`)
  return {
    subject: '项目',
    facts: {
      所在区县: line.district,
      入选市级现代生产性服务业重点项目库: poolFact(line),
      建设进度符合条件: yesNo(line.progressQualifies),
      项目投资总额: money(line.totalFen),
      经核定的投资金额: money(line.approvedFen),
      特别重大的生产性服务业项目: yesNo(line.exceptional),
      区政府同意提高支持金额: yesNo(line.consent),
    },
  }
}

/** An application that is open says neither. */
function poolFact({ pool }: ProjectLine): string {
  return pool === 'admitted' ? '是' : pool === 'applied' ? '未知' : '否'
}
