// Tasks as a table; on a phone each one is a block.
import { Link } from '@tanstack/react-router'
import type { TaskLineReply } from '#server/api/plan/taskReply.ts'
import { dayText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { Lamp, Sample } from './TaskLamp.tsx'

type Props = { readonly tasks: readonly TaskLineReply[]; readonly at?: string | undefined }

export function TaskTable({ tasks, at }: Props) {
  if (tasks.length === 0) return <p>{words.tasks.none}</p>
  const { columns } = words.tasks
  const search = at === undefined ? {} : { at }
  return (
    <table className="case-table task-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {tasks.map((each) => (
          <tr key={each.id}>
            <td data-label={columns.lamp}>
              <Lamp lamp={each.lamp} late={each.late} />
            </td>
            <td data-label={columns.task}>
              <Link to="/plan/tasks/$id" params={{ id: String(each.id) }} search={search}>
                {each.title}
              </Link>{' '}
              {each.sample && <Sample />}
              <span className="case-number">
                {each.document} {words.tasks.article(each.article)}
              </span>
            </td>
            <td data-label={columns.step}>
              {each.stepName}
              {each.asked && <span className="case-number">{words.tasks.asked}</span>}
            </td>
            <td data-label={columns.lead}>
              {each.lead?.name ?? <span className="rule-small">{words.tasks.undecided}</span>}
              {each.lead === null && (
                <span className="case-number">
                  {each.owners === '' ? words.tasks.noOwner : words.tasks.ownersInText(each.owners)}
                </span>
              )}
            </td>
            <td data-label={columns.due}>
              {each.nextOn === null ? words.tasks.noDay : dayText(each.nextOn)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
