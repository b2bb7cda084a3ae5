// The calls around the library, on the real application: search, letters, answers, calendar.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { authorityOf, compile, evaluate, parseDate, readingQuestions, readSubject } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { unzip } from '../office/unzip.ts'
import { createApp } from './app.ts'
import { searchReplySchema } from './searchLibrary.ts'

const { program, trees } = compile(loadSources())
const samples = loadSamples()
const clock = () => new Date('2025-05-31T16:30:00Z')
const app = createApp({ program, trees, samples, webFolder: '/nowhere', clock })

const get = async (path: string) => app.request(path)
const search = async (query: Record<string, string>) => {
  const reply = await get(`/api/search?${new URLSearchParams(query)}`)
  assert.equal(reply.status, 200)
  return searchReplySchema.parse(await reply.json())
}

async function errorCode(reply: Response, status: number): Promise<string> {
  assert.equal(reply.status, status)
  const { error } = await reply.json()
  assert.match(error.message, /\p{Script=Han}.*。$/u)
  return error.code
}

async function wordsOf(
  reply: Response,
): Promise<{ xml: string; text: string; files: ReadonlyMap<string, string> }> {
  assert.equal(reply.status, 200)
  assert.match(reply.headers.get('Content-Type') ?? '', /wordprocessingml/)
  assert.match(
    reply.headers.get('Content-Disposition') ?? '',
    /^attachment; filename="[\w.-]+"; filename\*=UTF-8''/,
  )
  const files = unzip(Buffer.from(await reply.arrayBuffer()))
  const xml = files.get('word/document.xml') ?? ''
  const text = xml
    .replaceAll('</w:p>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  return { xml, text, files }
}

describe('GET /api/search', () => {
  test('finds an item, marks the words, and names its article', async () => {
    const { hits, at } = await search({ q: '国有厂房租金' })
    const [hit] = hits
    assert.equal(at, '2025-06-01')
    assert.equal(hit?.id, 'rent-relief-state-owned')
    assert.equal(hit?.article, '3')
    assert.equal(hit?.heading, '3. 保障生产用房')
    assert.deepEqual(hit?.title[0], { text: '国有厂房租金', hit: true })
  })

  test('takes filters, a day and a limit, and tells the whole number', async () => {
    const { total, hits } = await search({ q: '企业', policy: 'yubei-2024-34', type: 'item', limit: '2' })
    assert.equal(hits.length, 2)
    assert.ok(total > 2)
    assert.ok(hits.every((hit) => hit.kind === 'item' && hit.policy === 'yubei-2024-34'))
    assert.equal((await search({ q: '企业', valid: 'inForce', at: '2000-01-01' })).total, 0)
  })

  test('refuses what it does not understand', async () => {
    for (const query of ['valid=maybe', 'type=poem', 'at=2025-02-30', 'limit=0', `q=${'x'.repeat(201)}`]) {
      assert.equal(await errorCode(await get(`/api/search?${query}`), 400), 'wrong-shape', query)
    }
  })
})

describe('GET /api/readings.docx', () => {
  const questions = readingQuestions(program, []).filter(
    ({ policy, reading }) => policy.document.id === 'yubei-2024-34' && reading.status.kind === 'open',
  )

  test('asks every open reading of a document: its words, its alternatives, in a letter to each authority', async () => {
    const { text } = await wordsOf(await get('/api/readings.docx?policy=yubei-2024-34'))
    const plain = (words: string) => words.replaceAll('“', '‘').replaceAll('”', '’')
    assert.ok(questions.length > 0)
    for (const { reading, phrases } of questions) {
      assert.ok(text.includes(reading.title), reading.id)
      assert.ok(text.includes(reading.question), reading.id)
      for (const { quote } of phrases) assert.ok(text.includes(plain(quote)), quote)
      for (const { key, label } of reading.alternatives) assert.ok(text.includes(`${key}：${label}`), label)
    }
    const authorities = new Set(questions.map(authorityOf))
    for (const authority of authorities) assert.ok(text.includes(`\n${authority}：\n`), authority)
    assert.equal(text.split('妥否，请批示。').length - 1, authorities.size)
    assert.match(text, /关于《渝北区促进“专精特新”中小企业发展若干政策措施》有关条款理解的请示/)
    assert.match(text, /2025年6月1日/)
  })

  test('is laid out as an official paper: A4, red head, 仿宋 and 小标宋 with fonts to fall back on, 28 points', async () => {
    const { xml, files } = await wordsOf(await get('/api/readings.docx?policy=yubei-2024-34'))
    assert.match(xml, /<w:pgSz w:w="11906" w:h="16838"/)
    assert.match(xml, /w:line="560" w:lineRule="exact"/)
    assert.match(xml, /w:color w:val="C00000"/)
    assert.match(xml, /w:eastAsia="方正小标宋_GBK"/)
    assert.match(files.get('word/fontTable.xml') ?? '', /方正仿宋_GBK"><w:altName w:val="仿宋_GB2312,仿宋/)
    assert.ok([...files.keys()].some((name) => name.startsWith('word/footer')))
  })

  test('says what each reading pays for a chosen sample', async () => {
    const reply = await get('/api/readings.docx?policy=yubei-2024-34&sample=candidates-by-reading')
    const { text } = await wordsOf(reply)
    assert.match(text, /社会厂房租金补贴：按甲，符合，确定 36万元；按乙，符合，确定 20万元/)
  })

  test('writes to one authority only, if asked', async () => {
    const [one, ...others] = [...new Set(questions.map(authorityOf))]
    assert.ok(one)
    const { text } = await wordsOf(
      await get(`/api/readings.docx?policy=yubei-2024-34&authority=${encodeURIComponent(one)}`),
    )
    assert.ok(text.includes(`\n${one}：\n`))
    for (const other of others) assert.ok(!text.includes(`\n${other}：\n`), other)
  })

  test('refuses an unknown document or sample, and a letter without a question', async () => {
    assert.equal(await errorCode(await get('/api/readings.docx?policy=x'), 422), 'unknown-policy')
    assert.equal(await errorCode(await get('/api/readings.docx?sample=x'), 422), 'unknown-sample')
    assert.equal(await errorCode(await get('/api/readings.docx?authority=x'), 404), 'nothing-to-ask')
  })
})

describe('POST /api/answer.docx', () => {
  const post = async (body: unknown) =>
    app.request('/api/answer.docx', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  for (const sample of samples) {
    test(`the sample 「${sample.title}」: every item, every reason, every cap`, async () => {
      const { subject: kind, facts, at = '2025-06-01' } = sample
      const { text } = await wordsOf(await post({ subject: kind, facts, at }))
      const { subject } = readSubject({ subject: kind, facts }, program.vocabulary)
      assert.ok(subject)
      for (const finding of evaluate(program, subject, { at: parseDate(at) ?? 0 })) {
        assert.ok(text.includes(finding.title), finding.title)
        if (['not_applicable', 'not_in_force'].includes(finding.outcome)) continue
        for (const each of [...finding.reasons, ...finding.caps])
          assert.ok(text.includes(each.text), each.text)
        for (const each of finding.needs) assert.ok(text.includes(each.question), each.question)
      }
    })
  }

  test('attaches the whole text of each cited article with the cited words underlined', async () => {
    const sample = samples.find((each) => each.id === 'exact-award')
    assert.ok(sample)
    const { subject, facts, at } = sample
    const reply = await post({ subject, facts, at, items: ['rent-relief-state-owned'] })
    const { xml, text } = await wordsOf(reply)
    const article = program.policies
      .find((each) => each.document.id === 'yubei-2024-34')
      ?.articles.find((each) => each.id === '3')
    assert.ok(text.includes(article?.text ?? '?'))
    const underlined = [...xml.matchAll(/<w:u w:val="single"\/>.*?<\/w:rPr><w:t[^>]*>([^<]*)/g)].map(
      ([, words = '']) => words,
    )
    assert.ok(underlined.join('').includes('每家企业减免额度不超过 50 万元/年'))
    assert.ok(!underlined.join('').includes('参照租用国有厂房'))
  })

  test('names the enterprise as it wrote itself, and escapes it', async () => {
    const { text } = await wordsOf(await post({ subject: '企业', facts: { 企业名称: '<甲>&"乙"\u0001' } }))
    assert.match(text, /主体：<甲>&("|&quot;)乙/)
  })

  test('refuses what /api/evaluate refuses', async () => {
    assert.equal(await errorCode(await post({ facts: {} }), 400), 'wrong-shape')
    assert.equal(await errorCode(await post({ subject: '企业', facts: { 无: 1 } }), 422), 'wrong-facts')
  })
})

describe('GET /api/calendar.ics', () => {
  test('has an event for each known day, lines of at most 75 octets, and says what is inferred', async () => {
    const reply = await get('/api/calendar.ics?policy=yubei-2024-34')
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('Content-Type') ?? '', /^text\/calendar/)
    const ics = await reply.text()
    assert.match(ics, /^BEGIN:VCALENDAR\r\n/)
    assert.match(ics, /END:VCALENDAR\r\n$/)
    for (const line of ics.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    const unfolded = ics.replaceAll('\r\n ', '')
    assert.match(unfolded, /SUMMARY:施行（推定）：渝北区促进“专精特新”中小企业发展若干政策措施/)
    assert.match(unfolded, /DTSTART;VALUE=DATE:20241212\r\nDTEND;VALUE=DATE:20241213/)
    assert.match(unfolded, /SUMMARY:执行期止：六税两费减征/)
    const ids = [...unfolded.matchAll(/UID:(.*)\r/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('refuses a document that nobody knows', async () => {
    assert.equal(await errorCode(await get('/api/calendar.ics?policy=x'), 422), 'unknown-policy')
  })
})

describe('GET /api/lint', () => {
  const ask = async (query: string) => {
    const reply = await app.request(`/api/lint${query}`)
    return { status: reply.status, body: await reply.json() }
  }

  test('says what is doubtful, with the phrase and its article', async () => {
    const { status, body } = await ask('?policy=yubei-2024-34')
    assert.equal(status, 200)
    const gone = body.find((each: { code: string }) => each.code === 'W1102')
    assert.equal(gone.article, '7')
    assert.equal(gone.quote, '精选层')
    assert.match(gone.message, /2021年11月15日/)
    assert.ok(body.every((each: { policy: string }) => each.policy === 'yubei-2024-34'))
  })

  test('knows all documents, and says when it does not know one', async () => {
    const { body } = await ask('')
    assert.deepEqual(new Set(body.map((each: { policy: string }) => each.policy)).size, 5)
    assert.equal((await ask('?policy=nowhere')).status, 422)
  })
})
