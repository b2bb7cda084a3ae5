// What is known of a subject: who may say what, whose word counts, and that the past never changes.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { compile, evaluate, parseDate, readSubject } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import * as tables from '../db/tables.ts'
import { codeOf, JOB, type Transaction, transact } from '../db/transact.ts'
import { factHistory } from './factHistory.ts'
import { factsAsKnown } from './factsAsKnown.ts'
import { SubjectError } from './problem.ts'
import { profile } from './profile.ts'
import { registerSubject } from './registerSubject.ts'
import { receivedPayment, saidFacts, type Voice } from './saidFacts.ts'
import { seedSamples } from './seedSamples.ts'

const { program } = compile(loadSources())
const { vocabulary } = program
const noon = new Date('2026-03-02T04:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)

after(stopTestServer)

const refusedAs = (kind: SubjectError['kind'], words: RegExp) => (error: unknown) =>
  error instanceof SubjectError && error.kind === kind && words.test(error.message)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const job = <T>(work: (tx: Transaction) => Promise<T>, now = noon) =>
    transact(database, { actor: JOB, now }, work)
  const as = <T>(person: number, work: (tx: Transaction) => Promise<T>, now = noon) =>
    transact(database, { actor: { kind: 'person', person }, now }, work)

  let count = 0
  const newInstitution = () => {
    const label = `${name === 'PostgreSQL' ? 's' : 'e'}${++count}`
    return job((tx) => registerSubject(tx, vocabulary, { kind: '机构', name: label, district: '渝北区' }))
  }
  const newFirm = async (): Promise<number> => {
    const [row] = await job((tx) =>
      tx
        .insert(tables.subject)
        .values({ kind: '企业', name: `试样${++count}（虚构）`, district: '渝北区' })
        .returning(),
    )
    assert.ok(row)
    return row.id
  }
  const newPerson = async (login: string): Promise<number> => {
    const [row] = await job((tx) => tx.insert(tables.person).values({ login, name: login }).returning())
    assert.ok(row)
    return row.id
  }
  const owner = async (subjectId: number, login: string): Promise<number> => {
    const personId = await newPerson(login)
    await job((tx) =>
      tx.insert(tables.membership).values({
        ...{ personId, subjectId, kind: 'owner' as const, scopes: ['view', 'apply'] },
        validFrom: '2026-01-01',
      }),
    )
    return personId
  }
  const officer = async (login: string, departmentId: string): Promise<number> => {
    const personId = await newPerson(login)
    await job((tx) =>
      tx.insert(tables.duty).values({ personId, role: 'handler', departmentId, validFrom: '2026-01-01' }),
    )
    return personId
  }
  await job((tx) =>
    tx.insert(tables.department).values([
      { id: 'jxw', name: '渝北区经济信息委', district: '渝北区', kind: 'bureau' },
      { id: 'kjj', name: '渝北区科技局', district: '渝北区', kind: 'bureau' },
    ]),
  )
  const listed: Voice = { kind: 'import', note: '名单.csv' }
  const known = (subject: number, knownAt = later(600), on?: string) =>
    job((tx) => factsAsKnown(tx, subject, vocabulary, { knownAt, ...(on ? { on } : {}) }))

  suite(`what is known of a subject, on ${name}`, () => {
    test('registration checks the credit code and knows what is already there', async () => {
      const register = (creditCode: string | undefined, title = '甲公司（虚构）') =>
        job((tx) =>
          registerSubject(tx, vocabulary, {
            ...{ kind: '企业', name: title },
            ...(creditCode === undefined ? {} : { creditCode }),
          }),
        )
      const id = await register(' 91512081ma62k0260e ')
      assert.ok(id > 0)
      await assert.rejects(register('91512081MA62K0260E'), refusedAs('duplicate', /已经登记（甲公司/))
      await assert.rejects(register('91350100M000100Y4Z'), refusedAs('credit_code', /末位应为 3/))
      await assert.rejects(register('9135'), refusedAs('credit_code', /18位/))
      await assert.rejects(register(undefined), refusedAs('credit_code', /缺少统一社会信用代码/))
      await assert.rejects(register('91512081MA62K0260E', ' '), refusedAs('name', /缺少名称/))
      await assert.rejects(
        job((tx) => registerSubject(tx, vocabulary, { kind: '公司', name: '乙' })),
        refusedAs('kind', /没有主体类型「公司」/),
      )
      await newInstitution()
      count--
      await assert.rejects(newInstitution(), refusedAs('duplicate', /已经登记/))
    })

    test('two registrations of one code at once: one is made', async () => {
      const registration = { kind: '企业', name: '同时（虚构）', creditCode: '915001120000000913' }
      const made = await Promise.allSettled(
        Array.from({ length: 4 }, () => job((tx) => registerSubject(tx, vocabulary, registration))),
      )
      assert.equal(made.filter((each) => each.status === 'fulfilled').length, 1)
    })

    test('an enterprise says what the dictionary leaves to it, and nothing else', async () => {
      const subject = await newFirm()
      const person = await owner(subject, `owner-${subject}`)
      const say = (facts: Record<string, unknown>) =>
        as(person, (tx) =>
          saidFacts(tx, vocabulary, { subject, voice: { kind: 'enterprise', person }, facts }),
        )
      const ids = await say({
        工业总产值: { '2023': '4800万元', '2024': 60_000_000 },
        employeesX: null,
      }).catch(() => undefined)
      assert.equal(ids, undefined, 'an unknown name refuses all of it')
      assert.equal((await say({ 工业总产值: { '2023': '4800万元', '2024': 60_000_000 } })).length, 2)
      await assert.rejects(
        say({ 发明专利拥有量: '3件', 有效资质: ['高新技术企业'] }),
        refusedAs('facts', /由区经济信息委掌握，不用自己填写/),
      )
      await assert.rejects(say({ 有成长力: true }), refusedAs('facts', /认定，不用自己填写/))
      await assert.rejects(say({ 已获支持: [] }), refusedAs('facts', /由区财政局掌握/))
      await assert.rejects(say({ 工业总产值: { '2024': '很多' } }), refusedAs('facts', /读不懂/))
      await assert.rejects(say({}), refusedAs('facts', /没有写任何一项/))
      const { input, statements } = await known(subject)
      assert.deepEqual(input, {
        subject: '企业',
        facts: { grossIndustrialOutput: { '2023': '4800万元', '2024': 60_000_000 } },
      })
      assert.deepEqual(
        statements.map((each) => [each.year, each.source, each.saidBy]),
        [
          [2023, 'enterprise', person],
          [2024, 'enterprise', person],
        ],
      )
      const other = await newFirm()
      await assert.rejects(
        as(person, (tx) =>
          saidFacts(tx, vocabulary, {
            ...{ subject: other, voice: { kind: 'enterprise', person } },
            facts: { 发明专利拥有量: '3件' },
          }),
        ),
        refusedAs('not_found', /无权查看/),
      )
    })

    test('nobody speaks for a department that is not theirs', async () => {
      const subject = await newFirm()
      const person = await officer(`officer-${subject}`, 'jxw')
      const say = (department: string) =>
        as(person, (tx) =>
          saidFacts(tx, vocabulary, {
            ...{ subject, facts: { 有效资质: ['高新技术企业'] } },
            voice: { kind: 'department', person, department, note: '认定文件' },
          }),
        )
      assert.equal((await say('jxw')).length, 1)
      await assert.rejects(say('kjj'), (error) => codeOf(error) === '42501')
    })

    test('what government holds wins, whenever it was said; the difference is shown', async () => {
      const subject = await newFirm()
      const person = await officer(`holder-${subject}`, 'jxw')
      const government: Voice = { kind: 'department', person, department: 'jxw', note: '渝经信〔2026〕1号' }
      await as(person, (tx) =>
        saidFacts(tx, vocabulary, { subject, voice: government, facts: { 有效资质: ['高新技术企业'] } }),
      )
      // Said under a dictionary in which it was still the firm's own to say.
      await job(
        (tx) =>
          tx.insert(tables.fact).values({
            ...{ subjectId: subject, name: 'validQualifications', value: ['市级专精特新'] },
            source: 'enterprise',
          }),
        later(1),
      )
      const { input, conflicts } = await known(subject)
      assert.deepEqual(input.facts, { validQualifications: ['高新技术企业'] })
      assert.equal(conflicts.length, 1)
      assert.equal(conflicts[0]?.counts.note, '渝经信〔2026〕1号')
      assert.deepEqual(
        conflicts[0]?.against.map((each) => [each.source, each.value]),
        [['enterprise', ['市级专精特新']]],
      )
    })

    test('of its own figures the firm speaks, unless a department has verified them', async () => {
      const subject = await newFirm()
      const person = await owner(subject, `own-${subject}`)
      const handler = await officer(`verify-${subject}`, 'jxw')
      const firm: Voice = { kind: 'enterprise', person }
      const department: Voice = {
        ...{ kind: 'department', person: handler, department: 'jxw', note: '现场核查记录' },
      }
      const outputs = (value: unknown) => ({ 工业总产值: { '2024': value } })
      const value = async () => (await known(subject)).input.facts.grossIndustrialOutput
      await job((tx) => saidFacts(tx, vocabulary, { subject, voice: listed, facts: outputs('5000万元') }))
      assert.deepEqual(await value(), { '2024': '5000万元' })
      await as(person, (tx) =>
        saidFacts(tx, vocabulary, { subject, voice: firm, facts: outputs(60_000_000) }),
      )
      assert.deepEqual(await value(), { '2024': 60_000_000 })
      const verified = await as(handler, (tx) =>
        saidFacts(tx, vocabulary, { subject, voice: department, facts: outputs('6000万元') }),
      )
      const both = await known(subject)
      assert.deepEqual(
        both.statements.map((each) => each.id),
        verified,
      )
      assert.deepEqual(
        both.conflicts[0]?.against.map((each) => each.source),
        ['import'],
        '6000万元 and 60000000 are the same word',
      )
      await as(handler, (tx) =>
        saidFacts(tx, vocabulary, { subject, voice: department, facts: { 工业总产值: null } }),
      )
      assert.deepEqual(await value(), { '2024': 60_000_000 }, 'taken back, and the firm speaks again')
      await as(person, (tx) => saidFacts(tx, vocabulary, { subject, voice: firm, facts: outputs('未知') }))
      assert.deepEqual(await value(), { '2024': '5000万元' }, 'who says 未知 takes back too')
      const history = await job((tx) =>
        factHistory(tx, subject, vocabulary, { name: '工业总产值', year: 2024 }),
      )
      assert.deepEqual(
        history.map((each) => each.source),
        ['import', 'enterprise', 'department', 'department', 'enterprise'],
      )
    })

    test('a word that applies from a later day waits for it', async () => {
      const subject = await newFirm()
      const say = (value: string, validFrom: string) =>
        job((tx) =>
          saidFacts(tx, vocabulary, { subject, voice: listed, validFrom, facts: { 企业规模: value } }),
        )
      await say('小型', '2020-01-01')
      await say('中型', '2026-07-01')
      const size = async (on: string) => (await known(subject, later(600), on)).input.facts
      assert.deepEqual(await size('2019-12-31'), {})
      assert.deepEqual(await size('2026-06-30'), { enterpriseSize: '小型' })
      assert.deepEqual(await size('2026-07-01'), { enterpriseSize: '中型' })
      await assert.rejects(say('中型', '2026-02-30'), refusedAs('facts', /不是日历上的日期/))
    })

    test('payments enter what the rules know as received, once, and can be taken back', async () => {
      const subject = await newFirm()
      const receipt = {
        item: '房租减免',
        documentNumber: '渝北府办发〔2024〕34号',
        fen: 48_000_000n,
        date: '2026-02-01',
      }
      const pay = (order: string, one: typeof receipt | undefined, minutes: number) =>
        job((tx) => receivedPayment(tx, vocabulary, { subject, order, receipt: one }), later(minutes))
      await pay('P1', receipt, 1)
      assert.deepEqual(await pay('P1', receipt, 2), [], 'saying it again changes nothing')
      const before = await known(subject)
      assert.equal(before.input.facts.supportReceived, undefined, 'a part of the history is not the history')
      assert.equal(before.receiptsAside.length, 1)
      await job(
        (tx) => saidFacts(tx, vocabulary, { subject, voice: listed, facts: { 已获支持: [] } }),
        later(3),
      )
      const entries = async () => (await known(subject)).input.facts.supportReceived
      assert.deepEqual(await entries(), [
        {
          item: '房租减免',
          documentNumber: '渝北府办发〔2024〕34号',
          amount: '480000.00元',
          date: '2026-02-01',
        },
      ])
      await pay('P2', receipt, 4)
      assert.equal(((await entries()) as unknown[]).length, 2, 'two genuine payments can agree in everything')
      await pay('P1', undefined, 5)
      assert.equal(((await entries()) as unknown[]).length, 1)
      // A list that the finance bureau says afterwards holds the payment already.
      const list = [
        { 事项: '房租减免', 文号: '渝北府办发〔2024〕34号', 金额: '48万元', 日期: '2026年2月1日' },
      ]
      await job(
        (tx) => saidFacts(tx, vocabulary, { subject, voice: listed, facts: { 已获支持: list } }),
        later(6),
      )
      assert.deepEqual(await entries(), list)
      await assert.rejects(pay(' ', receipt, 7), refusedAs('receipt', /缺少支付单号/))
    })

    test('the samples are there with their facts, and a second time adds nothing', async () => {
      const seeded = await job((tx) => seedSamples(tx, vocabulary, loadSamples()))
      assert.equal(seeded.size, loadSamples().length)
      for (const sample of loadSamples()) {
        const { input } = await known(seeded.get(sample.id) ?? 0, later(600), sample.at)
        const own = { subject: sample.subject, facts: sample.facts }
        const at = parseDate(sample.at ?? '2026-11-21') ?? 0
        const readings = [input, own].map((each) => readSubject(each, vocabulary))
        assert.deepEqual(
          readings.flatMap((each) => each.problems),
          [],
          sample.id,
        )
        const [a, b] = readings.map((each) => each.subject)
        assert.ok(a && b)
        assert.deepEqual(evaluate(program, a, { at }), evaluate(program, b, { at }), sample.id)
      }
      const again = await job((tx) => seedSamples(tx, vocabulary, loadSamples()))
      assert.deepEqual(again, seeded)
    })

    test('the profile says what is known, what the firm is asked, and what it is never asked', async () => {
      const seeded = await job((tx) => seedSamples(tx, vocabulary, loadSamples()))
      const id = seeded.get('exact-award') ?? 0
      const told = await job((tx) => profile(tx, program, id, later(600)))
      const size = told.known.find((each) => each.title === '企业规模')
      assert.equal(size?.note, '虚构示例 exact-award')
      const own = ['applicant', 'derived']
      assert.ok(
        told.questions.length > 0 && told.questions.every((each) => own.includes(each.authority.kind)),
      )
      assert.ok(told.forGovernment.length > 0)
      assert.ok(told.questions.every((each) => !told.known.some((one) => one.title === each.fact)))
    })

    test('what was known at a moment never changes by what is said later, whatever the clocks say', async () => {
      const sayings = fc.array(
        fc.record({
          minutes: fc.integer({ min: -50, max: 50 }),
          year: fc.integer({ min: 2022, max: 2024 }),
          value: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
          own: fc.boolean(),
        }),
        { minLength: 2, maxLength: 8 },
      )
      await fc.assert(
        fc.asyncProperty(sayings, async (all) => {
          const subject = await newFirm()
          const seen: { at: Date; input: unknown }[] = []
          for (const { minutes, year, value, own } of all) {
            const voice: Voice = own ? listed : { kind: 'register', note: '登记库' }
            const facts = { 工业总产值: { [year]: value } }
            await job((tx) => saidFacts(tx, vocabulary, { subject, voice, facts }), later(minutes))
            const history = await job((tx) => factHistory(tx, subject, vocabulary, { name: '工业总产值' }))
            const moments = history.map((each) => new Date(each.recordedAt))
            const last = moments.at(-1)
            assert.deepEqual(
              moments,
              moments.toSorted((a, b) => a.getTime() - b.getTime()),
            )
            if (last)
              for (const at of [last, new Date(last.getTime() - 1)])
                seen.push({ at, input: (await known(subject, at, '2026-03-02')).input })
          }
          for (const { at, input } of seen)
            assert.deepEqual((await known(subject, at, '2026-03-02')).input, input)
        }),
        { numRuns: 8 },
      )
    })
  })
}

runSuites()
