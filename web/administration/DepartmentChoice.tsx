// One of the departments that are open, for what is done on behalf of it.
import { useQuery } from '@tanstack/react-query'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import { departments } from './ask.ts'

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

export function DepartmentChoice(field: Props) {
  const { data = [] } = useQuery(departments)
  return (
    <Choice
      {...field}
      empty={words.administration.users.chooseDepartment}
      choices={data
        .filter(({ closedAt }) => closedAt === null)
        .map((each) => ({ value: each.id, label: each.name }))}
    />
  )
}
