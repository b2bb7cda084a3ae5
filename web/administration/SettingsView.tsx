// How each item is handled; the department that leads changes it.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { documentName } from '#lang'
import type { VacancyReply } from '#server/api/caseSettings.ts'
import { useProgram } from '../api.ts'
import { type SignedIn, setsItemsOf } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { departments, paths, type SettingLine, settings, vacancies } from './ask.ts'
import { SettingForm } from './SettingForm.tsx'

export function SettingsView({ session }: { readonly session: SignedIn }) {
  const asked = useQuery(settings)
  const vacant = useQuery(vacancies)
  const [onlyVacant, setOnlyVacant] = useState(false)
  const { policies } = useProgram()
  const [text, setText] = useState('')
  const [policy, setPolicy] = useState('')
  const [open, setOpen] = useState<SettingLine>()
  const [told, setTold] = useState(false)
  const { settings: say, all } = words.administration
  const titleOf = ({ setting }: SettingLine): string =>
    policies
      .find(({ document }) => document.id === setting.policy)
      ?.items.find(({ id }) => id === setting.item)?.title ?? setting.item
  const shown = (asked.data ?? []).filter(
    (each) =>
      (policy === '' || each.setting.policy === policy) &&
      (!onlyVacant || vacanciesOf(vacant.data, each).length > 0) &&
      [titleOf(each), each.lead, each.setting.district].some((one) => one.includes(text.trim())),
  )
  return (
    <>
      <p className="lead">
        {say.lead} <a href="/finance">{say.envelopes}</a>
      </p>
      <search className="library-search">
        <div className="filter-fields">
          <div className="filter-field">
            <label htmlFor="setting-text">{say.search}</label>
            <Input
              {...{ id: 'setting-text', value: text, allowClear: true }}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <Choice
            {...{ id: 'setting-policy', label: say.document, value: policy, onChange: setPolicy }}
            {...{ empty: all, optional: true }}
            choices={policies.map(({ document }) => ({ value: document.id, label: documentName(document) }))}
          />
        </div>
      </search>
      <Refused error={asked.error} />
      <Refused error={vacant.error} />
      {vacant.data && vacant.data.length > 0 && (
        <Checkbox checked={onlyVacant} onChange={({ target }) => setOnlyVacant(target.checked)}>
          {say.onlyVacant(new Set(vacant.data.map((each) => each.setting)).size)}
        </Checkbox>
      )}
      {told && <Alert type="success" showIcon role="status" title={words.administration.saved} />}
      {open && (
        <Editing
          line={open}
          title={titleOf(open)}
          close={(saved) => {
            setOpen(undefined)
            setTold(saved)
          }}
        />
      )}
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{say.total(shown.length)}</p>
          <SettingTable
            {...{ lines: shown, titleOf, session, vacant: vacant.data }}
            onOpen={(line) => {
              setOpen(line)
              setTold(false)
            }}
          />
        </>
      )}
    </>
  )
}

const vacanciesOf = (all: readonly VacancyReply[] | undefined, { setting }: SettingLine) =>
  (all ?? []).filter((each) => each.setting === setting.id)

type EditingProps = {
  readonly line: SettingLine
  readonly title: string
  readonly close: (saved: boolean) => void
}

function Editing({ line, title, close }: EditingProps) {
  const places = useQuery(departments)
  const ways = useQuery(paths)
  if (!places.data || !ways.data) return <Skeleton />
  return (
    <SettingForm key={line.setting.id} {...{ line, title, close, places: places.data, ways: ways.data }} />
  )
}

type TableProps = {
  readonly lines: readonly SettingLine[]
  readonly titleOf: (line: SettingLine) => string
  readonly session: SignedIn
  readonly vacant: readonly VacancyReply[] | undefined
  readonly onOpen: (line: SettingLine) => void
}

function SettingTable({ lines, titleOf, session, vacant, onOpen }: TableProps) {
  const { columns, ...say } = words.administration.settings
  if (lines.length === 0) return <p>{say.none}</p>
  return (
    <table className="case-table">
      <HeadRow titles={Object.values(columns)} acts={say.edit} />
      <tbody>
        {lines.map((line) => {
          const { setting, path, lead } = line
          const { opensOn, closesOn } = setting
          return (
            <tr key={setting.id}>
              <td data-label={columns.item}>
                {titleOf(line)} <span className="rule-small">{setting.district}</span>
              </td>
              <td data-label={columns.path}>{path.name}</td>
              <td data-label={columns.lead}>
                {lead}
                {vacanciesOf(vacant, line).map(({ department, duties }) => (
                  <p key={department?.id} className="vacant">
                    {say.vacant(
                      department?.name ?? say.first,
                      duties.map((each) => words.administration.party[each]),
                    )}
                  </p>
                ))}
              </td>
              <td data-label={columns.window}>
                {opensOn === null && closesOn === null ? say.anytime : say.window(opensOn, closesOn)}
              </td>
              <td data-label={columns.publicity}>{say.workingDays(setting.publicityDays)}</td>
              <td data-label={columns.programme}>{setting.programme || words.administration.none}</td>
              <td>
                {setsItemsOf(session, setting.leadDepartment) && (
                  <Button size="small" aria-label={say.editOne(titleOf(line))} onClick={() => onOpen(line)}>
                    {say.edit}
                  </Button>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
