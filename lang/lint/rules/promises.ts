// W1207: a target without a deadline, or nobody named for it, while the rest of the document names someone.
import { declarationAt, placeIn, type RuleCheck } from './checked.ts'

export const openTargets: RuleCheck = ({ policy, tree }, report) => {
  for (const { id, title, deadline, departments } of policy.targets) {
    const declaration = declarationAt(tree, '目标', id)
    if (deadline.startsWith('未载明'))
      report('W1207', placeIn(tree, declaration, '期限'), { title, what: '期限' })
    else if (departments.lead.length + departments.responsible.length === 0)
      report('W1207', placeIn(tree, declaration), { title, what: '责任单位' })
  }
}
