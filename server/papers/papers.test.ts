// Papers read back, tables written and read, templates, signs and oversight, on both engines.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { like } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createWorld, type Firm, type Login, NOW, REASON } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { lone, runSuites, suite } from '../../testing/suites.ts'
import type { ActInput } from '../cases/acting.ts'
import { actOn } from '../cases/actOn.ts'
import { addEvidence } from '../cases/addEvidence.ts'
import { escalate } from '../cases/escalate.ts'
import { listCases } from '../cases/listCases.ts'
import { requireCase } from '../cases/loadCase.ts'
import { nearThresholds } from '../cases/nearThreshold.ts'
import { openCase } from '../cases/openCase.ts'
import { CaseError, type CaseProblem } from '../cases/problem.ts'
import { registerObjection } from '../cases/registerObjection.ts'
import { signsOf } from '../cases/signsOf.ts'
import { nextDay } from '../clock/workingDays.ts'
import { audit, department, duty, membership, person } from '../db/tables.ts'
import { storeRules } from '../decisions/rules.ts'
import { createEffects } from '../granting/createEffects.ts'
import { confirmPayee } from '../granting/payee.ts'
import { capitalYuan } from '../office/moneyWords.ts'
import { unzip } from '../office/unzip.ts'
import { allotFunds } from '../payments/allotFunds.ts'
import { openEnvelope } from '../payments/openEnvelope.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import { COLUMNS, writeActTable } from './actTable.ts'
import { CASE_PAPERS, casePapers, type PaperKind } from './casePapers.ts'
import { type CheckedTable, checkActTable } from './checkActTable.ts'
import { confirmActTable } from './confirmActTable.ts'
import { escalationsOf } from './escalationsOf.ts'
import { exportWorkbench } from './exportWorkbench.ts'
import { lateCases } from './lateCases.ts'
import { listPublicity } from './listPublicity.ts'
import { makeCasePaper } from './makeCasePaper.ts'
import { makePublicityNotice } from './makePublicityNotice.ts'
import { filledTemplates, listOpinionTemplates } from './opinionTemplates.ts'
import { changeOpinionTemplate, newOpinionTemplate, retireOpinionTemplate } from './saveOpinionTemplate.ts'
import { answerSignQuestion, askAboutSign, questionsOf } from './signQuestions.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const effects = createEffects(program)
const POLICY = 'yubei-2021-13'
const ITEM = 'first-above-scale-award'
const AMOUNT = 15_000_000
const FACTS = {
  ...{ 所在区县: '渝北区', 注册地行政区划: '渝北区', 已获支持: [], 成立日期: '2025-12-01' },
  首次上规: [{ 行业: '工业', 日期: '2026-01-15' }],
}
const article = program.policies.find((each) => each.document.id === POLICY)?.articles[0]

async function refused(work: Promise<unknown>, kind: CaseProblem): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof CaseError, String(error))
    assert.equal(error.kind, kind)
    return true
  })
}

/** The words of a .docx in their order. */
function wordsOf(bytes: Buffer): string {
  const document = unzip(bytes).get('word/document.xml') ?? assert.fail('no document')
  return document
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

lone('amounts in capitals, with one 零 for a gap', async () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '零元整'],
    [15_000_000, '壹拾伍万元整'],
    [1_005_000_000, '壹仟零伍万元整'],
    [100_000_001, '壹佰万元零壹分'],
    [1_000_200_030, '壹仟万贰仟元叁角'],
    [12_345_678_905, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元零伍分'],
    [10_000_000_010_000, '壹仟亿零壹佰元整'],
    [50, '伍角'],
    [5, '伍分'],
  ]
  for (const [fen, words] of cases) assert.equal(capitalYuan(fen), words, String(fen))
})

lone('a number a hair from a threshold is a sign, one far from it or without a unit is none', async () => {
  const reason = (has: string, needs: string, truth: 'met' | 'unmet' = 'met') => ({
    ...{ code: 'met' as const, truth, text: `为${has}，超过${needs}`, fact: '增速', has, needs },
    citations: [{ article: '3', quote: '超过', start: 0, end: 2 }],
  })
  const of = (...reasons: ReturnType<typeof reason>[]) =>
    nearThresholds({ reasons } as unknown as Parameters<typeof nearThresholds>[0])
  assert.deepEqual(
    of(reason('20.3%', '20%'), reason('1,990万元', '2000万元', 'unmet'), reason('40%', '20%')).map(
      ({ text, article: at }) => [text, at],
    ),
    [
      ['为20.3%，超过20%（刚过线，请核对来源）', '3'],
      ['为1,990万元，超过2000万元（差一点，请核对来源）', '3'],
    ],
  )
  assert.deepEqual(
    of(reason('是', '是'), reason('2023年', '2022年'), reason('1项', '1项'), reason('20', '20%')),
    [],
  )
  assert.deepEqual(nearThresholds(undefined), [])
})

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-papers-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const world = await createWorld(database)
  const p = world.idOf
  for (const item of [ITEM, 'software-firm-award', 'smart-showcase-award', 'cloud-project-subsidy'])
    await world.setting({ policy: POLICY, item, path: 'review' })
  await world.setting({
    policy: POLICY,
    item: 'integration-service-subsidy',
    path: 'review',
    takingPart: ['kjj'],
  })
  await world.setting({ policy: POLICY, item: 'general-retrofit-subsidy', path: 'review', several: true })
  await world.asJob((tx) => storeRules(tx, program))

  const officer = (login: Login, now = NOW) => ({ actor: { kind: 'person' as const, person: p(login) }, now })
  const newFirm = async (facts: Readonly<Record<string, unknown>> = FACTS): Promise<Firm> => {
    const firm = await world.newFirm()
    const voice = { kind: 'import', note: '名录.csv' } as const
    await world.asJob((tx) => saidFacts(tx, program.vocabulary, { subject: firm.id, voice, facts }))
    return firm
  }
  const apply = async (firm: Firm, item: string, more: object = {}, now = NOW): Promise<number> => {
    const wanted = { subject: firm.id, policy: POLICY, item, year: 2026, ...more }
    return (await openCase(database, { person: firm.owner, now, program }, wanted)).id
  }
  let keys = 0
  type By = number | 'clock'
  const act = async (caseId: number, id: string, by: By, now = NOW, said: Partial<ActInput> = {}) => {
    const { version } = (await world.load(caseId)).row
    const who = typeof by === 'number' ? ({ kind: 'person', person: by } as const) : { kind: by }
    const input = { key: `papers ${++keys}`, reason: REASON, ...said, version }
    const acted = await actOn(database, { who, now, effects }, caseId, id, input)
    assert.equal(acted.kind, 'done', `${id} ${JSON.stringify(acted)}`)
  }
  const submitted = async (firm: Firm, item: string, more: object = {}): Promise<number> => {
    const id = await apply(firm, item, more)
    await act(id, 'submit', firm.owner)
    return id
  }
  const published = async (firm: Firm): Promise<number> => {
    const id = await submitted(firm, ITEM)
    await act(id, 'accept', p('handler2'))
    await act(id, 'recommend', p('handler'))
    await act(id, 'agree', p('reviewer'))
    await act(id, 'publish', p('handler'))
    return id
  }
  const numberOf = async (caseId: number): Promise<string> => (await world.load(caseId)).row.number
  const paperOf = async (caseId: number, kind: PaperKind, now = NOW) =>
    wordsOf((await makeCasePaper(database, officer('handler', now), program, { caseId, kind })).bytes)
  const logged = (like_: string) => world.asJob((tx) => tx.select().from(audit).where(like(audit.act, like_)))

  /** Fills in a downloaded table: the cells by column of the row with that number. */
  async function filled(
    login: Login,
    rows: Readonly<Record<string, Partial<Record<keyof typeof COLUMNS, unknown>>>>,
    more: (sheet: ReturnType<Workbook['addWorksheet']>) => void = () => {},
    filter = {},
  ): Promise<Buffer> {
    const path = join(folder, `${++keys}.xlsx`)
    await writeActTable(database, officer(login), filter, { path, program, titleOf: (_, item) => item })
    const book = new Workbook()
    await book.xlsx.readFile(path)
    const sheet = book.getWorksheet('办理') ?? assert.fail('no sheet')
    const titles = new Map<string, number>()
    sheet.getRow(1).eachCell((cell, column) => titles.set(String(cell.value), column))
    sheet.eachRow((row, at) => {
      const wanted = rows[String(row.getCell(titles.get('办件编号') ?? 1).value)]
      if (at === 1 || !wanted) return
      for (const [column, value] of Object.entries(wanted)) {
        const title = Object.entries(COLUMNS).find(([each]) => each === column)?.[1] ?? ''
        row.getCell(titles.get(title) ?? 0).value = value as string
      }
    })
    more(sheet)
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  async function check(login: Login, bytes: Buffer): Promise<CheckedTable> {
    const path = join(folder, `${++keys}.xlsx`)
    await writeFile(path, bytes)
    const person_ = { person: p(login), now: NOW, effects }
    return checkActTable(database, person_, program, { path, name: '办理.xlsx', bytes })
  }
  const problemText = ({ sheet, cell, message }: CheckedTable['problems'][number]): string =>
    `${sheet === '办理' ? '' : `${sheet} `}${cell} ${message}`
  const problemsOf = ({ rows, problems }: CheckedTable): string[] => [
    ...rows.flatMap((each) => each.problems.map(problemText)),
    ...problems.map(problemText),
  ]
  const confirm = (login: Login, id: number) =>
    confirmActTable(database, { person: p(login), now: NOW, effects }, id)

  suite(`papers on ${name}`, () => {
    test('a publicity: for everybody on the screen, for the officer as a paper bound to the data', async () => {
      const [one, two] = [await newFirm(), await newFirm()]
      const [first, second] = [await published(one), await published(two)]
      const { rows } = await listPublicity(database, NOW)
      const own = rows.filter((each) => [first, second].includes(each.caseId))
      assert.deepEqual(
        own.map((each) => [each.name, each.fen, each.workingDays, each.openedOn, each.closesOn]),
        [
          [one.name, AMOUNT, 5, '2026-03-02', '2026-03-09'],
          [two.name, AMOUNT, 5, '2026-03-02', '2026-03-09'],
        ],
      )
      const [notice] = own
      assert.ok(notice)
      assert.equal((await listPublicity(database, NOW, two.name)).total, 1)
      assert.equal((await listPublicity(database, NOW, notice.number)).total, 1)
      assert.equal((await listPublicity(database, NOW, '%')).total, 0)

      const made = await makePublicityNotice(database, officer('handler'), program, notice.number)
      const text = wordsOf(made.bytes)
      const document = program.policies.find((each) => each.document.id === POLICY)?.document
      for (const words of [
        '渝北区经济信息委',
        `关于2026年度“首次上规奖励”拟支持名单的公示`,
        `（${document?.number}）`,
        '自2026年3月2日起至2026年3月9日止，共5个工作日',
        '共2个，合计300,000.00元。',
        ...[one.name, two.name, '150,000.00', notice.number],
        '____〔____〕____号',
        '联系人：____　联系电话：____',
      ])
        assert.ok(text.includes(words), `${words} in ${text}`)
      const [log] = await logged('paper.publicity')
      assert.equal(log?.object, `publicity ${notice.number}`)
      // Officers of another district see no such case, so there is no paper for them.
      await refused(makePublicityNotice(database, officer('beibei'), program, notice.number), 'unknown_case')

      const objection = {
        key: `objection ${name}`,
        name: '张三',
        contact: '13800000000',
        content: '不符合条件',
      }
      const said = () => registerObjection(database, { now: NOW, effects }, notice.number, objection)
      const receipt = await said()
      assert.match(receipt, /^YY2026\d{6}$/)
      assert.equal(await said(), receipt)
      const other = own.find((each) => each.number !== notice.number)?.number ?? ''
      await refused(registerObjection(database, { now: NOW, effects }, other, objection), 'not_in_publicity')
      // Still in publicity until its last day, and then no longer.
      assert.equal((await listPublicity(database, NOW)).rows.filter((each) => each.objected).length, 1)
      const after_ = new Date('2026-03-10T01:00:00Z')
      assert.equal((await listPublicity(database, after_)).total, 0)
    })

    test('the notices of a case say what was done, on which clause, and what may be done against it', async () => {
      const firm = await newFirm()
      const caseId = await submitted(firm, 'software-firm-award')
      await refused(
        makeCasePaper(database, officer('handler'), program, { caseId, kind: 'refused' }),
        'no_paper',
      )
      const corrections = [
        { what: '认定文件', how: '上传印发的名单' },
        { what: '审计报告', how: '上传 <上一年度> & 盖章的报告' },
      ]
      const clause = { policy: POLICY, article: article?.id ?? '', quote: '给予' }
      const reason = { code: 'papers_incomplete', text: '缺认定文件，不能核对', clause }
      await act(caseId, 'ask-correction', p('handler'), NOW, { corrections, reason })
      const told = await paperOf(caseId, 'correction')
      const number = await numberOf(caseId)
      for (const words of [
        ...[
          '一次性告知书',
          firm.name,
          number,
          '共2项',
          '认定文件',
          '上传印发的名单',
          '缺认定文件，不能核对。',
        ],
        '上传 &lt;上一年度&gt; & 盖章的报告',
        '请于2026年3月16日前',
      ])
        assert.ok(told.includes(words), `${words} in ${told}`)
      await act(caseId, 'resubmit', firm.owner)
      await act(caseId, 'not-accept', p('handler'), NOW, {
        reason: { code: 'not_eligible', text: '企业没有软件企业认定', clause },
      })
      const ended = await paperOf(caseId, 'not_accepted')
      for (const words of [
        ...['不予受理决定书', '决定不予受理', '类别：不符合条件。', '企业没有软件企业认定。'],
        `“${article?.heading}”：“给予”`,
        ...['六十日内', '向渝北区人民政府申请行政复议', '六个月内', '向____人民法院'],
        '也可以在2026年3月23日前在“兑现”的“我的办件”中向本机关提出申诉',
      ])
        assert.ok(ended.includes(words), `${words} in ${ended}`)
      const made = (await logged('paper.case')).filter((each) => each.object === `case ${caseId}`)
      assert.equal(made.length, 2)
    })

    test('an appeal’s answer is a notice, and the decision that it leaves standing stays as it was', async () => {
      const firm = await newFirm()
      const caseId = await submitted(firm, 'software-firm-award')
      const clause = { policy: POLICY, article: article?.id ?? '', quote: '给予' }
      const because = (text: string) => ({ reason: { code: 'other', text, clause } })
      await act(caseId, 'not-accept', p('handler'), NOW, because('企业没有软件企业认定'))
      const before = await paperOf(caseId, 'not_accepted')
      await refused(paperOf(caseId, 'appeal'), 'no_paper')
      await act(caseId, 'appeal', firm.owner, NOW, { appeal: '认定名单第三页就有' })
      await refused(paperOf(caseId, 'appeal'), 'no_paper')
      await act(caseId, 'uphold-appeal', p('leader'), NOW, because('名单里确有贵单位'))
      const upheld = await paperOf(caseId, 'appeal')
      for (const words of [
        '申诉处理决定书',
        '不予受理的决定',
        '申诉成立，撤销原决定，重新审核',
        '名单里确有贵单位。',
        '“给予”',
      ])
        assert.ok(upheld.includes(words), `${words} in ${upheld}`)
      assert.ok(!upheld.includes('行政复议') && !upheld.includes('认定名单第三页就有'))
      await act(caseId, 'not-accept', p('handler'), NOW, because('认定已过有效期'))
      await act(caseId, 'appeal', firm.owner, NOW, { appeal: '有效期到明年' })
      await act(caseId, 'dismiss-appeal', p('leader'), NOW, because('有效期以证书为准'))
      const dismissed = await paperOf(caseId, 'appeal')
      for (const words of ['申诉不成立，维持原决定', '有效期以证书为准。', '知道原决定之日起六十日内'])
        assert.ok(dismissed.includes(words), `${words} in ${dismissed}`)
      const standing = await paperOf(caseId, 'not_accepted')
      assert.ok(standing.includes('认定已过有效期。') && !standing.includes('有效期以证书为准'))
      assert.notEqual(standing, before)
      const asOwner = { actor: { kind: 'person' as const, person: firm.owner }, now: NOW }
      const own = await makeCasePaper(database, asOwner, program, { caseId, kind: 'appeal' })
      assert.equal(wordsOf(own.bytes), dismissed)
    })

    test('the applicant downloads the notices of its own cases, word for word those of the officer', async () => {
      const firm = await newFirm()
      const caseId = await submitted(firm, 'software-firm-award')
      const clause = { policy: POLICY, article: article?.id ?? '', quote: '给予' }
      const corrections = [{ what: '认定文件', how: '上传印发的名单' }]
      const reason = { code: 'papers_incomplete', text: '缺认定文件，不能核对', clause }
      const opinion = '只给同事看的话'
      const kindsOf = async (by: number) => {
        const { papers } = await world.as(by, (tx) => casePapers(tx, caseId))
        return papers.map(({ kind }) => kind)
      }
      assert.deepEqual(await kindsOf(firm.owner), [])
      await act(caseId, 'ask-correction', p('handler'), NOW, { corrections, reason, opinion })
      await act(caseId, 'resubmit', firm.owner)
      await act(caseId, 'accept', p('handler'), NOW, { opinion })
      const because = (text: string) => ({ opinion, reason: { code: 'not_eligible' as const, text, clause } })
      await act(caseId, 'refuse', p('handler'), NOW, because('企业没有软件企业认定'))
      await act(caseId, 'agree', p('reviewer'), NOW, because('名单里没有贵单位'))

      const agent = await world.newAgent(firm, ['view'])
      const made = (by: number, kind: PaperKind) =>
        makeCasePaper(database, { actor: { kind: 'person', person: by }, now: NOW }, program, {
          caseId,
          kind,
        })
      for (const kind of ['acceptance', 'correction', 'refused'] as const) {
        const text = wordsOf((await made(p('handler'), kind)).bytes)
        for (const by of [firm.owner, agent]) {
          const own = await made(by, kind)
          assert.equal(wordsOf(own.bytes), text)
          assert.equal(own.name, `${CASE_PAPERS[kind]}-${await numberOf(caseId)}.docx`)
        }
        assert.ok(text.includes(firm.name) && text.includes(await numberOf(caseId)))
        const people = await world.asJob((tx) => tx.select({ name: person.name }).from(person))
        const inside = [opinion, '企业没有软件企业认定', ...people.map((each) => each.name)]
        assert.deepEqual(
          inside.filter((each) => text.includes(each)),
          [],
        )
      }
      assert.deepEqual(await kindsOf(firm.owner), ['acceptance', 'correction', 'refused'])
      assert.deepEqual(await kindsOf(p('auditor')), ['acceptance', 'correction', 'refused'])
      await refused(made(firm.owner, 'determined'), 'no_paper')
      // The log names who made it, applicants too.
      const rows = (await logged('paper.case')).filter((each) => each.object === `case ${caseId}`)
      assert.equal(rows.filter((each) => each.personId === firm.owner).length, 3)

      const blind = await world.newAgent(firm, ['apply', 'confirm'])
      const others = [
        blind,
        (await newFirm()).owner,
        p('beibei'),
        p('street'),
        p('beibei-auditor'),
        p('admin'),
      ]
      for (const by of others) {
        await refused(
          world.as(by, (tx) => casePapers(tx, caseId)),
          'unknown_case',
        )
        await refused(made(by, 'refused'), 'unknown_case')
      }
    })

    test('acceptance and determination, with the amount in capitals and the hash of the decision', async () => {
      await world.asJob(async (tx) => {
        const about = { title: '专项', programme: '', policy: '渝北府发〔2021〕13号', year: 2026 }
        const times = { validFrom: '2026-01-01', expiresOn: '2026-12-31' }
        const opened = { ...about, ...times, source: 'district' as const, district: '渝北区' }
        const { id } = await openEnvelope(tx, { ...opened, programme: '制造业专项' })
        await allotFunds(tx, { envelopeId: id, amountFen: AMOUNT * 4, document: `预算 ${name}` })
      })
      const firm = await newFirm()
      const caseId = await published(firm)
      assert.match(await paperOf(caseId, 'acceptance'), /受理通知书[\s\S]*于2026年3月2日予以受理/)
      const { row } = await world.load(caseId)
      const now = new Date(`${nextDay(row.dueOn ?? '')}T01:00:00Z`)
      await act(caseId, 'close-publicity', 'clock', now)
      await act(caseId, 'determine', p('approver'), now)
      const text = await paperOf(caseId, 'determined', now)
      assert.match(text, /核定通知书[\s\S]*核定支持金额为人民币150,000\.00元（大写：壹拾伍万元整）/)
      assert.match(text, /散列值为[0-9a-f]{64}/)
      const asOwner = { actor: { kind: 'person' as const, person: firm.owner }, now }
      const own = await makeCasePaper(database, asOwner, program, { caseId, kind: 'determined' })
      assert.equal(wordsOf(own.bytes), text)
      const lines = await listCases(database, officer('handler', now), { text: row.number })
      assert.deepEqual(
        lines.lines.map((each) => [each.fen, each.late, each.left]),
        [[AMOUNT, 0, 10]],
      )
    })

    test('an export holds exactly what the list counts, and nothing in it runs', async () => {
      const firm = await world.newFirm()
      await submitted(firm, 'cloud-project-subsidy')
      await world.asJob((tx) =>
        tx.execute(`UPDATE subject SET name = '=HYPERLINK("http://x")' WHERE id = ${firm.id}`),
      )
      const path = join(folder, `export-${name}.xlsx`)
      const departments = new Map([['jxw', '渝北区经济信息委']])
      for (const filter of [{}, { policy: POLICY, item: 'cloud-project-subsidy' }, { mine: true }]) {
        const count = await exportWorkbench(database, officer('handler'), program, filter, {
          path,
          departments,
        })
        const { total } = await listCases(database, officer('handler'), filter)
        const book = new Workbook()
        await book.xlsx.readFile(path)
        const sheet = book.getWorksheet('办件') ?? assert.fail('no sheet')
        assert.deepEqual([count, sheet.rowCount - 1], [total, total])
        assert.ok(total > 0)
        sheet.eachRow((row) => row.eachCell((cell) => assert.equal(cell.formula ?? undefined, undefined)))
        const note = book.getWorksheet('说明') ?? assert.fail('no note')
        assert.equal(note.getRow(3).getCell(2).value, total)
      }
      const [log] = await logged('workbench.export')
      assert.ok(log)
    })

    test('acts by Excel: checked cell by cell, confirmed as a whole, done once', async () => {
      const firms = [await newFirm(), await newFirm(), await newFirm()]
      const ids: number[] = []
      for (const firm of firms) ids.push(await submitted(firm, 'smart-showcase-award'))
      const numbers = await Promise.all(ids.map(numberOf))
      const [a = '', b = '', c = ''] = numbers
      const quote = article?.text.replace(/\s/g, '').slice(0, 6) ?? ''

      const wrong = await check(
        'handler',
        await filled(
          'handler',
          {
            [a]: { act: '批准' },
            [b]: {
              act: '不予受理',
              reasonKind: '不喜欢',
              reason: '',
              article: '第九百条',
              quote: '没有的话',
            },
            [c]: { act: '受理', opinion: { formula: '1+1', result: 2 } },
          },
          (sheet) => sheet.mergeCells('J2:K2'),
          { item: 'smart-showcase-award' },
        ),
      )
      assert.equal(wrong.id, undefined)
      const told = problemsOf(wrong).join('\n')
      assert.match(
        told,
        /^G\d 环节「形式审查」里没有操作「批准」，可以写「受理」、「一次性告知补正」、「不予受理」$/m,
      )
      assert.match(told, /^I\d 没有理由类别「不喜欢」/m)
      assert.match(told, /^J\d 请写明理由/m)
      assert.match(told, /^K\d 文件里没有条款「第九百条」/m)
      assert.match(told, /^H\d 这一格是公式/m)
      assert.match(told, /^J2 J2:K2 是合并单元格/m)
      assert.equal((await world.load(ids[2] ?? 0)).row.step, 'acceptance')

      const good = await filled(
        'handler',
        {
          [a]: { act: '受理', opinion: '材料齐全' },
          [b]: { act: '受理', opinion: "'=1+1" },
          [c]: {
            act: '不予受理',
            reasonKind: '不符合条件',
            reason: '不在范围',
            article: article?.heading,
            quote,
          },
        },
        () => {},
        { item: 'smart-showcase-award' },
      )
      const ready = await check('handler', good)
      assert.deepEqual(problemsOf(ready), [])
      assert.ok(ready.id !== undefined)
      const id = ready.id
      assert.equal(ready.rows.length, 3)
      // Somebody is faster with one of them: nothing of the table is done, and its row says why.
      await act(ids[1] ?? 0, 'accept', p('handler2'))
      const stopped = await confirm('handler', id)
      assert.ok(stopped.kind === 'refused')
      assert.deepEqual(
        stopped.why.map((each) => each.number),
        [b],
      )
      assert.match(stopped.why[0]?.message ?? '', /不是最新情况/)
      assert.equal((await world.load(ids[0] ?? 0)).row.step, 'acceptance')
      assert.match(problemsOf(await check('handler', good)).join(), /^B\d 您看到的不是最新情况/)
      await refused(confirm('handler2', id), 'wrong_table')

      const rest = await filled(
        'handler',
        {
          [a]: { act: '受理', opinion: '材料齐全' },
          [c]: {
            act: '不予受理',
            reasonKind: '不符合条件',
            reason: '不在范围',
            article: article?.heading,
            quote,
          },
        },
        () => {},
        { item: 'smart-showcase-award' },
      )
      const again = await check('handler', rest)
      assert.equal(again.skipped, 1)
      assert.ok(again.id !== undefined)
      const [one, two] = await Promise.all([confirm('handler', again.id), confirm('handler', again.id)])
      assert.deepEqual(
        [one, two].map((each) => each.kind === 'done' && [each.count, each.repeated]).toSorted(),
        [
          [2, false],
          [2, true],
        ],
      )
      const steps = await Promise.all(ids.map(async (each) => (await world.load(each)).row.step))
      assert.deepEqual(steps, ['handling', 'handling', 'not-accepted'])
      // The same file again: every row is older than its case.
      assert.equal((await check('handler', rest)).id, undefined)
    })

    test('a department that takes part gives its opinions by Excel; others may not', async () => {
      const firm = await newFirm()
      const caseId = await submitted(firm, 'integration-service-subsidy')
      const number = await numberOf(caseId)
      const table = (login: Login, told: string, opinion = '') =>
        filled(login, { [number]: { act: told, opinion } }, () => {}, { item: 'integration-service-subsidy' })
      const without = await check('science', await table('science', '部门意见：不同意'))
      assert.match(problemsOf(without).join(), /^H2 不同意的要写明意见/)
      const foreign = await check('handler', await table('handler', '部门意见：同意'))
      assert.match(problemsOf(foreign).join(), /^G2 您的部门不在/)
      const fit = await check('science', await table('science', '部门意见：不同意', '研发投入没有核实'))
      assert.deepEqual(problemsOf(fit), [])
      assert.equal((await confirm('science', fit.id ?? 0)).kind, 'done')
      const { rows } = await world.asJob((tx) =>
        tx.execute(`SELECT stance, opinion FROM department_opinion WHERE case_id = ${caseId}`),
      )
      assert.deepEqual(rows, [{ stance: 'disagree', opinion: '研发投入没有核实' }])
    })

    test('what is no table of ours is refused: other files, missing columns, bombs', async () => {
      await refused(check('handler', Buffer.from('not a workbook')), 'wrong_table')
      const book = new Workbook()
      book.addWorksheet('办理').addRow(['办件编号', '操作'])
      await refused(check('handler', Buffer.from(await book.xlsx.writeBuffer())), 'wrong_table')
      const bomb = new Workbook()
      const sheet = bomb.addWorksheet('办理')
      for (let i = 0; i < 600; i++) sheet.addRow(['a'.repeat(32_000)])
      const bytes = Buffer.from(await bomb.xlsx.writeBuffer({ useSharedStrings: false }))
      assert.ok(bytes.length < 1_000_000, String(bytes.length))
      await assert.rejects(check('handler', bytes), /过大|缺少列/)
      const wide = new Workbook()
      const small = wide.addWorksheet('办理')
      small.addRow(Object.values(COLUMNS))
      small.addRow(['x', 0, '受理'])
      const plain = Buffer.from(await wide.xlsx.writeBuffer())
      assert.match(problemsOf(await check('handler', plain)).join(), /没有办件「x」/)
    })

    test('opinion templates: a department makes its own, filled in from the case, gaps visible', async () => {
      const make = (login: Login, title: string, content: string, of = 'jxw') =>
        newOpinionTemplate(database, officer(login), { department: of, title, content })
      const text = '经核对，{企业名称}申报{事项}（{办件编号}），依据{条款}，金额{金额}。'
      const id = await make('handler', '同意受理', text)
      await refused(make('handler', '同意受理', text), 'wrong_template')
      await refused(make('handler', '别的', '{法人}'), 'wrong_template')
      await refused(make('handler', '别的', text, 'kjj'), 'not_yours')
      const firm = await newFirm()
      const caseId = await submitted(firm, ITEM)
      const [mine] = await filledTemplates(database, officer('reviewer'), program, caseId)
      assert.ok(
        mine?.text.startsWith(`经核对，${firm.name}申报首次上规奖励（${await numberOf(caseId)}）`),
        mine?.text,
      )
      assert.match(mine?.text ?? '', /金额150,000\.00元。$/)
      const unknown = await submitted(await world.newFirm(), 'software-firm-award')
      const [open_] = await filledTemplates(database, officer('handler'), program, unknown)
      assert.deepEqual([open_?.missing, open_?.text.endsWith('金额____。')], [['金额'], true])
      assert.deepEqual(await listOpinionTemplates(database, officer('science')), [])

      const change = (version: number) =>
        changeOpinionTemplate(database, officer('reviewer'), { id, version, title: '受理', content: text })
      await change(1)
      await refused(change(1), 'stale_template')
      await refused(retireOpinionTemplate(database, officer('science'), id), 'unknown_template')
      await retireOpinionTemplate(database, officer('approver'), id)
      assert.deepEqual(await listOpinionTemplates(database, officer('handler')), [])
    })

    test('signs name their evidence; the applicant is asked and answers once', async () => {
      const firm = await newFirm()
      const other = await world.newFirm()
      const put = (caseId: number, by: Firm, number: string, content: string) =>
        addEvidence(
          database,
          { person: by.owner, now: NOW, folder },
          caseId,
          { name: '发票.pdf', bytes: Buffer.from(`%PDF-1.7\n${content}`) },
          { kind: 'invoice', invoice: { number, date: '2026-01-10', amountFen: 123_400 } },
        )
      const retrofit = (element: string) => apply(firm, 'general-retrofit-subsidy', { element })
      const [one, two] = [await retrofit('一号线改造'), await retrofit('二号线改造')]
      await put(one, firm, `1${keys}000001`, `a ${name}`)
      await put(two, firm, `1${keys}000002`, `b ${name}`)
      await act(one, 'submit', firm.owner)
      await act(two, 'submit', firm.owner)
      const signs = (person: number, caseId: number) =>
        world.as(person, async (tx) => signsOf(tx, await requireCase(tx, caseId)))
      const kinds = async (caseId: number, login: Login = 'handler') =>
        (await signs(p(login), caseId)).map((each) => each.kind).sort()
      assert.deepEqual(await kinds(one), ['newly_founded', 'same_expenditure'])
      const three = await submitted(firm, 'general-retrofit-subsidy', { element: '三号线改造' })
      assert.deepEqual(await kinds(three), ['newly_founded', 'split', 'split'])
      const [newly] = (await signs(p('handler'), three)).filter((each) => each.kind === 'newly_founded')
      assert.match(newly?.text ?? '', /企业成立于 2025-12-01，距申报（2026-03-02）91 天/)

      // One agent and one account for two applicants.
      const elsewhere = await submitted(other, 'cloud-project-subsidy')
      const agent = await world.newAgent(firm, ['view'])
      await world.asJob((tx) =>
        tx.insert(membership).values({
          ...{ personId: agent, subjectId: other.id, kind: 'agent' as const, scopes: ['view'] },
          ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
        }),
      )
      for (const each of [firm, other])
        await world.as(each.owner, (tx) =>
          confirmPayee(tx, { subject: each.id, name: each.name, bank: '银行', account: `62${keys}1234` }),
        )
      const ties = await signs(p('handler'), elsewhere)
      assert.deepEqual(ties.map((each) => each.kind).sort(), ['shared_account', 'shared_person'])
      assert.ok(ties.every((each) => each.other !== undefined && !each.text.includes(firm.name)))
      assert.ok(!JSON.stringify(ties).includes(`62${keys}1234`))
      // The applicant is told nothing of others.
      assert.deepEqual(await signs(other.owner, elsewhere), [])

      const question = '发票合计金额与另一件相同，请说明'
      await refused(askAboutSign(database, officer('approver'), one, question), 'not_yours')
      const asked = await askAboutSign(database, officer('handler'), one, question)
      const seen = await world.as(firm.owner, (tx) => questionsOf(tx, one))
      assert.deepEqual(
        seen.map((each) => [each.question, each.answer]),
        [[question, null]],
      )
      const answer = (by: number) =>
        answerSignQuestion(
          database,
          { actor: { kind: 'person', person: by }, now: NOW },
          asked,
          '两条线是同一合同分两张票',
        )
      await refused(answer(other.owner), 'unknown_question')
      await refused(answer(p('handler')), 'unknown_question')
      await answer(firm.owner)
      await refused(answer(firm.owner), 'answered')
      const [told] = await world.as(p('handler'), (tx) => questionsOf(tx, one))
      assert.equal(told?.answer, '两条线是同一合同分两张票')
    })

    test('late cases by department; each number is that of its list; the leader of the district sees them', async () => {
      const leader = await world.asJob(async (tx) => {
        const place = {
          id: 'government',
          name: '渝北区人民政府',
          district: '渝北区',
          kind: 'government' as const,
        }
        await tx.insert(department).values(place)
        const [added] = await tx
          .insert(person)
          .values({ login: 'district-leader', name: '区领导' })
          .returning()
        assert.ok(added)
        const own = { personId: added.id, role: 'leader' as const, departmentId: place.id }
        await tx.insert(duty).values({ ...own, validFrom: '2026-01-01' })
        return added.id
      })
      const firm = await world.newFirm()
      const caseId = await submitted(firm, 'cloud-project-subsidy')
      const late = new Date('2026-03-20T01:00:00Z')
      await escalate(database, late)
      const lead = { actor: { kind: 'person' as const, person: leader }, now: late }
      for (const occasion of [lead, officer('handler', late)]) {
        const places = await lateCases(database, occasion)
        const mine = places.find((each) => each.id === 'jxw') ?? assert.fail('no department')
        assert.ok(mine.late > 0 && mine.escalated > 0 && mine.worst >= 5)
        for (const { id, open: all, late: of, escalated } of places) {
          const total = async (filter: object) => (await listCases(database, occasion, filter)).total
          if (id !== 'none') assert.equal(await total({ desk: id }), all)
          assert.equal(await total({ desk: id, overdue: true }), of)
          assert.equal(await total({ desk: id, escalated: true }), escalated)
        }
        const sum = places.reduce((all, each) => all + each.late, 0)
        assert.equal(sum, (await listCases(database, occasion, { overdue: true })).total)
      }
      const records = await world.as(leader, (tx) => escalationsOf(tx, caseId), late)
      assert.deepEqual(
        records.map((each) => [each.level, each.workingDaysLate]),
        [
          ['desk', 9],
          ['leader', 9],
        ],
      )
      // What a leader oversees they do not handle: no opinions, no evidence.
      const papers = await world.as(
        leader,
        (tx) => tx.execute(`SELECT 1 FROM case_act WHERE case_id = ${caseId}`),
        late,
      )
      assert.equal(papers.rows.length, 0)
      await refused(
        world.as(leader, (tx) => casePapers(tx, caseId), late),
        'unknown_case',
      )
      const draft = await apply(firm, 'software-firm-award')
      assert.equal((await listCases(database, lead, { text: await numberOf(draft) })).total, 0)
      // Another district's officers see neither.
      assert.deepEqual(await lateCases(database, officer('beibei', late)), [])
    })
  })
}

runSuites()
