// What decisions and reservations need, written in Excel: offered, read back exactly, refused by its cell, on both engines.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { desc, eq, isNull } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, type Firm, type Login, NOW, REASON } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import type { ActInput } from '../cases/acting.ts'
import { actOn } from '../cases/actOn.ts'
import { openCase } from '../cases/openCase.ts'
import { nextDay } from '../clock/workingDays.ts'
import { award, awardStage, caseAct, envelopeBalance } from '../db/tables.ts'
import { standingDecision } from '../decisions/decision.ts'
import { storeRules } from '../decisions/rules.ts'
import { createEffects } from '../granting/createEffects.ts'
import { confirmPayee } from '../granting/payee.ts'
import { allotFunds } from '../payments/allotFunds.ts'
import { openEnvelope } from '../payments/openEnvelope.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import { writeActTable } from './actTable.ts'
import { type CheckedTable, checkActTable } from './checkActTable.ts'
import { confirmActTable } from './confirmActTable.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const effects = createEffects(program)
const first = <T>(rows: readonly T[]): T => rows[0] ?? assert.fail('no row')
const PROGRAMME = '制造业高质量发展专项'
const RENT = { policy: 'yubei-2024-34', item: 'rent-subsidy-private' }
const SHOWCASE = { policy: 'yubei-2021-13', item: 'smart-showcase-award' }
const ABOVE = { policy: 'yubei-2021-13', item: 'first-above-scale-award' }
const CHAINS = '渝北府发〔2021〕13号'
const AMOUNT = 15_000_000

const HERE = { 所在区县: '渝北区', 注册地行政区划: '渝北区', 已获支持: [] }
const FIRST_ABOVE_SCALE = { ...HERE, 首次上规: [{ 行业: '工业', 日期: '2026-01-15' }] }
const SELECTED = { ...HERE, 入选智能制造示范企业: true, 智能制造典型案例数: '1个' }
const TENANT = {
  ...{ ...HERE, 有效资质: ['市级专精特新'], 上年度工业总产值增速: '25%', 上年度主营业务收入增速: '25%' },
  租约: [{ 出租方性质: '社会', 租前闲置: true, 月租金单价: 25, 面积: 10000, 当年月数: 12 }],
}

type Source = 'central' | 'municipal' | 'district' | 'fund'
type Cells = Readonly<Record<string, unknown>>

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-act-money-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const world = await createWorld(database)
  const p = world.idOf
  for (const each of [RENT, SHOWCASE, ABOVE])
    await world.setting({ ...each, path: 'review', programme: PROGRAMME })
  await world.asJob((tx) => storeRules(tx, program))

  let keys = 0
  type By = number | 'clock'
  const act = async (caseId: number, id: string, by: By, now = NOW, said: Partial<ActInput> = {}) => {
    const { version } = (await world.load(caseId)).row
    const who = typeof by === 'number' ? ({ kind: 'person', person: by } as const) : { kind: by }
    const input = { key: `act money ${++keys}`, reason: REASON, ...said, version }
    const acted = await actOn(database, { who, now, effects }, caseId, id, input)
    assert.equal(acted.kind, 'done', `${id} ${JSON.stringify(acted)}`)
  }
  const recommended = async (facts: Cells, of: typeof RENT): Promise<{ id: number; firm: Firm }> => {
    const firm = await world.newFirm()
    const voice = { kind: 'import', note: '名录.csv' } as const
    await world.asJob((tx) => saidFacts(tx, program.vocabulary, { subject: firm.id, voice, facts }))
    const said = [{ name: 'enterpriseSize', value: '小型' }]
    const wanted = { subject: firm.id, ...of, year: 2026, ...(of === SHOWCASE ? {} : { facts: said }) }
    const { id } = await openCase(database, { person: firm.owner, now: NOW, program }, wanted)
    await act(id, 'submit', firm.owner)
    await act(id, 'accept', p('handler2'))
    await act(id, 'recommend', p('handler'))
    return { id, firm }
  }
  /** On the approver's desk; the moment when it is. */
  const determining = async (id: number): Promise<Date> => {
    await act(id, 'agree', p('reviewer'))
    await act(id, 'publish', p('handler'))
    const now = new Date(`${nextDay((await world.load(id)).row.dueOn ?? '')}T01:00:00Z`)
    await act(id, 'close-publicity', 'clock', now)
    return now
  }
  const newEnvelope = (title: string, amountFen: number, source: Source) =>
    world.asJob(async (tx) => {
      const about = { title, programme: PROGRAMME, policy: CHAINS, year: 2026, source, district: '渝北区' }
      const { id } = await openEnvelope(tx, { ...about, validFrom: '2026-01-01', expiresOn: '2026-12-31' })
      await allotFunds(tx, { envelopeId: id, amountFen, document: `预算 ${title}` })
      return id
    })
  const numberOf = async (id: number): Promise<string> => (await world.load(id)).row.number
  const decisionOf = (id: number) => world.asJob((tx) => standingDecision(tx, id))
  const payloadOf = async (id: number): Promise<unknown> => {
    const acts = await world.asJob((tx) =>
      tx.select().from(caseAct).where(eq(caseAct.caseId, id)).orderBy(desc(caseAct.number)),
    )
    return first(acts).payload
  }

  async function template(login: Login, now = NOW, filter = {}): Promise<Workbook> {
    const path = join(folder, `${++keys}.xlsx`)
    const occasion = { actor: { kind: 'person' as const, person: p(login) }, now }
    await writeActTable(database, occasion, filter, { path, program, titleOf: (_, item) => item })
    const book = new Workbook()
    await book.xlsx.readFile(path)
    return book
  }
  const sheetOf = (book: Workbook, title: string) => book.getWorksheet(title) ?? assert.fail(`no ${title}`)
  const columnOf = (book: Workbook, sheet: string, title: string): number => {
    let found = 0
    sheetOf(book, sheet)
      .getRow(1)
      .eachCell((cell, column) => {
        if (cell.value === title) found = column
      })
    return found || assert.fail(`no column ${title}`)
  }
  /** The cell of a column in the row that begins with a number of a case (and says a reading). */
  const cellOf = (book: Workbook, sheet: string, number: string, title: string, reading = '') => {
    let at = 0
    sheetOf(book, sheet).eachRow((row, line) => {
      const own = reading === '' || row.getCell(3).value === reading
      if (at === 0 && row.getCell(1).value === number && own) at = line
    })
    return sheetOf(book, sheet)
      .getRow(at || assert.fail(`no row ${number}`))
      .getCell(columnOf(book, sheet, title))
  }
  const fill = (book: Workbook, sheet: string, number: string, cells: Cells, reading = '') => {
    for (const [title, value] of Object.entries(cells))
      cellOf(book, sheet, number, title, reading).value = value as string
  }
  /** What Excel would offer in a cell. */
  const offered = (book: Workbook, sheet: string, number: string, title: string, reading = ''): unknown[] => {
    const found = cellOf(book, sheet, number, title, reading).dataValidation
    const formula = String((found && 'formulae' in found && found.formulae[0]) || assert.fail('no list'))
    const [, column = '', from, to] =
      /^'选项'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(formula) ?? assert.fail(formula)
    const lines = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i)
    return lines.map((line) => sheetOf(book, '选项').getCell(`${column}${line}`).value)
  }
  async function check(login: Login, book: Workbook, now = NOW): Promise<CheckedTable> {
    const bytes = Buffer.from(await book.xlsx.writeBuffer())
    const path = join(folder, `${++keys}.xlsx`)
    await writeFile(path, bytes)
    const by = { person: p(login), now, effects }
    return checkActTable(database, by, program, { path, name: '办理.xlsx', bytes })
  }
  const problemsOf = ({ rows, problems }: CheckedTable): string[] =>
    [...rows.flatMap((each) => each.problems), ...problems].map(
      ({ sheet, cell, message }) => `${sheet}!${cell} ${message}`,
    )
  const confirm = async (login: Login, { id }: CheckedTable, now = NOW) => {
    assert.ok(id !== undefined)
    return confirmActTable(database, { person: p(login), now, effects }, id)
  }

  suite(`money in tables of acts on ${name}`, () => {
    test('an open reading is offered with what each way comes to, followed, and frozen as it was written', async () => {
      const { id } = await recommended(TENANT, RENT)
      const number = await numberOf(id)
      const fresh = () => template('reviewer', NOW, { text: number })
      const book = await fresh()
      const at = (title: string) => cellOf(book, '口径', number, title).value
      assert.equal(at('口径编号'), 'private-rent-cap')
      assert.match(
        String(at('各读法的结果')),
        /^甲：符合，确定 50万元；乙：符合，确定 50万元；丙：符合，确定 60万元$/,
      )
      assert.deepEqual(['由谁明确', '明确的日期', '按哪一种读法', '要不要选定'].map(at), [
        '区经济信息委',
        '2026-03-02',
        null,
        '要：结果取决于它',
      ])
      const ways = offered(book, '口径', number, '按哪一种读法')
      assert.deepEqual(ways, ['甲 单独适用50万元', '乙 与国有渠道合并不超过50万元', '丙 不设上限'])
      assert.match(String(cellOf(book, '办理', number, '可以核定的金额').value), /先在「口径」表里选定读法/)

      fill(book, '办理', number, { 操作: '同意' })
      assert.deepEqual(problemsOf(await check('reviewer', book)), [
        '口径!H2 结果取决于这个口径，请选定一种读法',
      ])
      const wrong = { 按哪一种读法: '丁', 由谁明确: '', '依据（文号、会议纪要等）': '', 明确的日期: '下周' }
      fill(book, '口径', number, wrong)
      fill(book, '办理', number, { '核定多少（元）': '48万', 从哪个资金盘子: '1', 计划支付日: '2026-02-30' })
      const told = problemsOf(await check('reviewer', book)).join('\n')
      for (const words of [
        /^口径!H2 没有读法「丁」，可以写「甲 单独适用50万元」、「乙 /m,
        /^口径!I2 选定了读法，请写明由谁明确$/m,
        /^口径!J2 选定了读法，请写明依据/m,
        /^口径!K2 「下周」不是日期，请写成 2026-12-31$/m,
        /^办理!N2 「48万」不是金额，请写成数字/m,
        /^办理!Q2 操作「同意」不用写这一格，请清空$/m,
        /^办理!R2 操作「同意」不用写这一格，请清空$/m,
      ])
        assert.match(told, words)

      // A formula is no word of an authority, and a way for a case that is left alone is no slip to be passed over.
      const other = await fresh()
      fill(other, '口径', number, { 按哪一种读法: '乙', '依据（文号、会议纪要等）': { formula: '1+1' } })
      fill(other, '办理', number, { 操作: '同意' })
      assert.match(problemsOf(await check('reviewer', other)).join(), /口径!J2 这一格是公式/)
      const { id: beside } = await recommended(TENANT, RENT)
      const both = await template('reviewer', NOW, { ...RENT })
      fill(both, '口径', number, { 按哪一种读法: '乙' })
      fill(both, '办理', await numberOf(beside), { 操作: '退回初审' })
      assert.match(problemsOf(await check('reviewer', both)).join('\n'), /口径!H\d 办件「.*」没有写「操作」/)
      fill(both, '办理', number, { '核定多少（元）': 480_000 })
      assert.match(problemsOf(await check('reviewer', both)).join('\n'), /办理!N\d 办件「.*」没有写「操作」/)
      const refusing = await fresh()
      fill(refusing, '口径', number, { 按哪一种读法: '乙' })
      fill(refusing, '办理', number, { 操作: '不予支持' })
      assert.match(problemsOf(await check('reviewer', refusing)).join('\n'), /口径!H2 操作「不予支持」不用写/)
      assert.equal((await world.load(id)).row.step, 'reviewing')

      const good = await fresh()
      const source = '=渝北经信函〔2026〕1号'
      fill(good, '口径', number, {
        ...{ 按哪一种读法: ways[1], 由谁明确: '区经济信息委主任办公会' },
        ...{ '依据（文号、会议纪要等）': source, 明确的日期: new Date('2026-03-01T00:00:00Z') },
      })
      fill(good, '办理', number, { 操作: '同意' })
      const ready = await check('reviewer', good)
      assert.deepEqual(problemsOf(ready), [])
      assert.deepEqual(first(ready.rows).money, [
        '社会厂房补贴的年度额度：乙 与国有渠道合并不超过50万元',
        '核定500,000.00元',
      ])
      assert.deepEqual(await confirm('reviewer', ready), { kind: 'done', count: 1, repeated: false })
      const frozen = (await decisionOf(id))?.frozen
      const followed = {
        ...{ policy: RENT.policy, reading: 'private-rent-cap', alternative: '乙', on: '2026-03-01' },
        ...{ by: '区经济信息委主任办公会', source },
      }
      assert.deepEqual([frozen?.award, frozen?.readings], ['50000000', [followed]])
      assert.deepEqual(await payloadOf(id), { payload: { readings: [followed] } })
    })

    test('where the text leaves the amount open it is written with its reason, within what the text allows', async () => {
      const { id } = await recommended(SELECTED, SHOWCASE)
      const number = await numberOf(id)
      const book = await template('reviewer', NOW, { text: number })
      const readings: string[] = []
      sheetOf(book, '口径').eachRow((row, at) => {
        if (at > 1 && String(row.getCell(7).value).startsWith('要：'))
          readings.push(String(row.getCell(3).value))
      })
      assert.ok(readings.length > 0)
      const follow = (to: Workbook, way: string) => {
        for (const reading of readings)
          fill(to, '口径', number, { 按哪一种读法: way, '依据（文号、会议纪要等）': '会议纪要' }, reading)
      }
      const wayOf = async (): Promise<string> => {
        for (const way of ['甲', '乙', '丙', '丁']) {
          const tried = await template('reviewer', NOW, { text: number })
          follow(tried, way)
          fill(tried, '办理', number, { 操作: '同意' })
          if (/办理!N2/.test(problemsOf(await check('reviewer', tried)).join())) return way
        }
        return assert.fail('no way leaves the amount open')
      }
      follow(book, await wayOf())
      const trying = async (cells: Cells) => {
        fill(book, '办理', number, { 操作: '同意', ...cells })
        return problemsOf(await check('reviewer', book))
      }
      const [yuan, why] = ['核定多少（元）', '为什么核定这个金额']
      assert.match(
        (await trying({})).join(),
        /办理!N2 依据文件，金额为0.00元至1500000.00元，要由有权机关确定/,
      )
      assert.match((await trying({ [yuan]: 1_500_000.01 })).join(), /办理!N2 金额不合文件/)
      assert.match((await trying({ [yuan]: '400,000.5' })).join(), /办理!O2 .*请写明为什么核定这个金额/)
      assert.match((await trying({ [yuan]: -1, [why]: '按投入' })).join(), /办理!N2 「-1」不是金额/)
      assert.deepEqual(await trying({ [yuan]: '400,000.50', [why]: '按投入强度，集体研究' }), [])
      const ready = await check('reviewer', book)
      assert.equal(first(ready.rows).money.at(-1), '核定400,000.50元')
      assert.equal((await confirm('reviewer', ready)).kind, 'done')
      const frozen = (await decisionOf(id))?.frozen
      assert.deepEqual([frozen?.award, frozen?.basis], ['40000050', '按投入强度，集体研究'])
      // It has left the desk: the same file again is older than its case.
      assert.match(problemsOf(await check('reviewer', book)).join(), /办理!B2 您看到的不是最新情况/)
    })

    test('of two envelopes one is named; rows share what is in it; planned days are kept', async () => {
      const small = await newEnvelope('本级专项', AMOUNT, 'municipal')
      const large = await newEnvelope('=2+3', AMOUNT * 2, 'district')
      const empty = await newEnvelope('机动', AMOUNT - 1, 'fund')
      const cases = [await recommended(FIRST_ABOVE_SCALE, ABOVE), await recommended(FIRST_ABOVE_SCALE, ABOVE)]
      const ids = cases.map((each) => each.id)
      let now = NOW
      for (const id of ids) now = await determining(id)
      const [a = '', b = ''] = await Promise.all(ids.map(numberOf))
      const fresh = () => template('approver', now, { ...ABOVE })
      const book = await fresh()
      const names = [`${small} 本级专项（市级）`, `${large} =2+3（区级）`]
      assert.deepEqual(offered(book, '办理', a, '从哪个资金盘子'), names)
      const note = String(cellOf(book, '办理', a, '可用的资金盘子').value)
      assert.ok(note.startsWith('核定150,000.00元；'), note)
      assert.ok(note.includes(`${empty} 机动（基金）可用149,999.99元，不够`), note)

      fill(book, '办理', a, { 操作: '核定' })
      fill(book, '办理', b, { 操作: '核定', 从哪个资金盘子: '专项', 计划支付日: '下月' })
      const told = problemsOf(await check('approver', book, now)).join('\n')
      assert.match(
        told,
        /^办理!Q\d 够用的资金盘子不止一个，请选定，可以写「\d+ 本级专项（市级）」、「\d+ =2\+3（区级）」$/m,
      )
      assert.match(told, /^办理!Q\d 「专项」不是这个办件可用的资金盘子，可以写/m)
      assert.match(told, /^办理!R\d 「下月」不是日期，请写成 2026-12-31/m)

      const poor = await fresh()
      fill(poor, '办理', a, { 操作: '核定', 从哪个资金盘子: `${empty} 机动（基金）` })
      fill(poor, '办理', b, { 操作: '核定', 从哪个资金盘子: names[0], 计划支付日: '2026-06-30、2026-12-31' })
      const short = problemsOf(await check('approver', poor, now)).join('\n')
      assert.match(short, /办理!Q\d .*只有149,999.99元可用，不够核定的150,000.00元/)
      assert.match(short, /办理!R\d 分 1 期支付，写了 2 个计划支付日/)

      // Each of them would do alone.
      const twice = await fresh()
      for (const each of [a, b]) fill(twice, '办理', each, { 操作: '核定', 从哪个资金盘子: names[0] })
      assert.match(
        problemsOf(await check('approver', twice, now)).join('\n'),
        /^办理!Q\d 前面的行已经用去150,000.00元，「\d+ 本级专项（市级）」还剩0.00元，不够/,
      )

      const good = await fresh()
      fill(good, '办理', a, { 操作: '核定', 从哪个资金盘子: names[0], 计划支付日: new Date('2026-06-30') })
      fill(good, '办理', b, { 操作: '核定', 从哪个资金盘子: String(large), 计划支付日: '2026-09-30' })
      const ready = await check('approver', good, now)
      assert.deepEqual(problemsOf(ready), [])
      assert.deepEqual(
        ready.rows.map((each) => each.money),
        [
          [`从「${names[0]}」预留150,000.00元`, '计划支付日 2026-06-30'],
          [`从「${names[1]}」预留150,000.00元`, '计划支付日 2026-09-30'],
        ],
      )
      assert.equal((await confirm('approver', ready, now)).kind, 'done')
      const reserved = await world.asJob((tx) =>
        tx
          .select({ caseId: award.caseId, envelope: award.envelopeId, dueOn: awardStage.dueOn })
          .from(awardStage)
          .innerJoin(award, eq(award.id, awardStage.awardId))
          .where(isNull(award.closedAt))
          .orderBy(award.caseId),
      )
      assert.deepEqual(
        reserved.filter(({ caseId }) => ids.includes(caseId)),
        [
          { caseId: ids[0], envelope: small, dueOn: '2026-06-30' },
          { caseId: ids[1], envelope: large, dueOn: '2026-09-30' },
        ],
      )

      // One is left that holds enough: it is the one that stands there to begin with, and the page says so.
      const third = (await recommended(FIRST_ABOVE_SCALE, ABOVE)).id
      const later = await determining(third)
      const last = await template('approver', later, { text: await numberOf(third) })
      fill(last, '办理', await numberOf(third), { 操作: '核定' })
      const only = await check('approver', last, later)
      assert.deepEqual(first(only.rows).money, [`从「${names[1]}」预留150,000.00元`])
      // Somebody takes it meanwhile: nothing is half done.
      const fourth = (await recommended(FIRST_ABOVE_SCALE, ABOVE)).id
      const then = await determining(fourth)
      await act(fourth, 'determine', p('approver2'), then, { payload: { envelope: large } })
      const stopped = await confirm('approver', only, then)
      assert.ok(stopped.kind === 'refused')
      assert.equal((await world.load(third)).row.step, 'determining')
      const balance = await world.asJob((tx) =>
        tx.select().from(envelopeBalance).where(eq(envelopeBalance.envelopeId, large)),
      )
      assert.equal(first(balance).availableFen, 0)
    })

    test("the bank's word is no act of a table", async () => {
      const { id, firm } = await recommended(FIRST_ABOVE_SCALE, ABOVE)
      const envelope = await newEnvelope('拨付专项', AMOUNT, 'central')
      const now = await determining(id)
      await act(id, 'determine', p('approver'), now, { payload: { envelope } })
      await act(id, 'request-payment', p('handler'), now)
      await act(id, 'check-veto', p('handler'), now)
      const payee = { subject: firm.id, name: firm.name, bank: '重庆银行', account: '6222000012345678' }
      await world.as(firm.owner, (tx) => confirmPayee(tx, payee), now)
      await act(id, 'make-order', p('payer'), now)
      await act(id, 'send', p('payer2'), now)
      const number = await numberOf(id)
      const book = await template('payer', now, { text: number })
      assert.equal(cellOf(book, '办理', number, '可以写的操作').value ?? '', '')
      fill(book, '办理', number, { 操作: '到账' })
      assert.deepEqual(problemsOf(await check('payer', book, now)), [
        '办理!G2 环节「银行办理」里没有操作「到账」，这一步不由部门办理，请清空这一格',
      ])
    })
  })
}

runSuites()
