// A database without paths → the approval paths that come with the program, and how each item of the library that pays
// or remits is handled. This is configuration to begin with, not the words of a document: the departments that lead
// look through it and save their own.
import type { Item, Program } from '#lang'
import { PATHS } from '../approval/paths.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { approvalPath, department } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { departmentsByName } from '../identity/departmentNames.ts'
import { type NewItemSetting, saveItemSetting } from './saveItemSetting.ts'
import { type SavedPath, savePath } from './savePath.ts'

type Kind = 'bureau' | 'finance'
type Place = { readonly id: string; readonly name: string; readonly kind: Kind }
type Home = {
  readonly district: string
  readonly lead: Place
  readonly finance: Place
  /** From which money it is paid. */
  readonly programme: string
}

/** Where the items of a document are handled, unless the item names a department that is known. */
const HOMES: Readonly<Record<string, Home>> = {
  'yubei-2024-34': homeOf(
    '渝北区',
    'yubei',
    'jxw',
    '渝北区经济信息委',
    '渝北区财政局',
    '“专精特新”企业发展专项',
  ),
  'yubei-2021-13': homeOf(
    '渝北区',
    'yubei',
    'jxw',
    '渝北区经济信息委',
    '渝北区财政局',
    '制造业高质量发展专项',
  ),
  'beibei-2025-108': homeOf(
    '北碚区',
    'beibei',
    'fgw',
    '北碚区发展改革委',
    '北碚区财政局',
    '现代生产性服务业发展专项',
  ),
  'chongqing-2021-12': homeOf(
    '重庆市',
    'chongqing',
    'fgw',
    '市发展改革委',
    '市财政局',
    '产业转型升级示范区专项',
  ),
  'yuzhong-2024-plan': homeOf(
    '渝中区',
    'yuzhong',
    'fgw',
    '渝中区发改委',
    '渝中区财政局',
    '现代生产性服务业发展专项',
  ),
}

function homeOf(
  district: string,
  place: string,
  lead: string,
  leadName: string,
  finance: string,
  programme: string,
): Home {
  return {
    ...{ district, programme },
    lead: { id: `${place}-${lead}`, name: leadName, kind: 'bureau' },
    finance: { id: `${place}-czj`, name: finance, kind: 'finance' },
  }
}

/** The programmes that the settings name, each of one document in one district. */
export const PROGRAMMES = Object.entries(HOMES).map(([policy, { district, programme }]) => ({
  ...{ policy, district, programme },
}))

/** Items that are not handled by review; what government knows by itself is not applied for. */
const OTHERWISE: Readonly<Record<string, Partial<NewItemSetting> & { readonly pathId: string }>> = {
  'rent-relief-state-owned': { pathId: 'two-levels', firstLevelKind: 'platform', several: true },
  'rent-subsidy-private': { pathId: 'two-levels', firstLevelKind: 'street', several: true },
  'award-municipal-recognition': { pathId: 'instant' },
  'award-little-giant-recognition': { pathId: 'instant' },
  'award-municipal-first-recheck': { pathId: 'instant' },
  'award-little-giant-first-recheck': { pathId: 'instant' },
  'award-municipal-recheck': { pathId: 'instant' },
  'award-little-giant-recheck': { pathId: 'instant' },
  'first-above-scale-award': { pathId: 'no-application' },
  'new-above-scale-award': { pathId: 'no-application' },
  'research-project-match': { pathId: 'matching' },
  'platform-match': { pathId: 'matching' },
}

const PUBLICITY_DAYS = 5

/** Does nothing where there are paths already. How many items were set. */
export async function seedSettings(database: Database, now: Date, program: Program): Promise<number> {
  const occasion = { actor: JOB, now }
  const begun = await transact(database, occasion, async (tx) => (await tx.$count(approvalPath)) > 0)
  if (begun) return 0
  const saved = new Map<string, SavedPath>()
  for (const path of PATHS) saved.set(path.id, await savePath(database, occasion, path))
  const names = await departmentsFor(database, now)
  const settings = program.policies.flatMap(({ document, items }) => {
    const home = HOMES[document.id]
    if (!home) return []
    return items
      .filter(isHandled)
      .map((item) => settingOf(document.id, item, home, names, dayInChina(now), saved))
  })
  for (const setting of settings) await saveItemSetting(database, occasion, setting)
  return settings.length
}

/** What pays money, or remits it; a service or a promise has no case. */
const isHandled = ({ nature }: Item): boolean => nature === 'cash' || nature === 'relief'

/** Those that are missing are added. Returns their numbers by name. */
async function departmentsFor(database: Database, now: Date): Promise<ReadonlyMap<string, string>> {
  const wanted = Object.values(HOMES).flatMap(({ district, lead, finance }) => [
    { ...lead, district },
    { ...finance, district },
  ])
  return transact(database, { actor: JOB, now }, async (tx) => {
    await tx.insert(department).values(wanted).onConflictDoNothing()
    return departmentsByName(tx)
  })
}

function settingOf(
  policy: string,
  item: Item,
  { district, lead, finance, programme }: Home,
  names: ReadonlyMap<string, string>,
  today: string,
  saved: ReadonlyMap<string, SavedPath>,
): NewItemSetting {
  const { pathId = 'review', ...special } = OTHERWISE[item.id] ?? {}
  const path = saved.get(pathId)
  if (!path) throw new Error(`no path ${pathId}`)
  const { departments, frequency } = item
  // 区科技局 of a document of 渝北区 is 渝北区科技局. Finance pays; it does not lead.
  const named = [...departments.lead, ...departments.responsible]
    .map((each) => names.get(each.replace(/^区/, district)))
    .find((each) => each !== undefined && each !== finance.id)
  return {
    ...{ policy, item: item.id, district, path, leadDepartment: named ?? lead.id },
    ...{ financeDepartment: finance.id, programme, publicityDays: PUBLICITY_DAYS, validFrom: today },
    several: frequency?.kind === 'perElement',
    ...special,
  }
}
