// Who leads, who is responsible and whom the enterprise turns to, as far as the text says.
import type { Departments } from '#lang'
import { words } from '../words.zh.ts'

export function DepartmentLine({ departments }: { readonly departments: Departments }) {
  const { lead, responsible, handler, openEnded } = departments
  const parts = [
    lead.length > 0 ? `${words.departments.lead}${lead.join('、')}` : '',
    responsible.length > 0
      ? `${words.departments.responsible}${responsible.join('、')}${openEnded ? words.departments.andOthers : ''}`
      : '',
    handler ? `${words.departments.handler}${handler}` : '',
  ].filter(Boolean)
  return <p className="departments">{parts.length > 0 ? parts.join('　') : words.departments.none}</p>
}
