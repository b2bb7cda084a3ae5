// The page evaluates by itself; the API evaluates on the server. For every sample they must say the same.
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import type { EvaluateReply } from '#server/api/evaluateSubject.ts'
import { choosePlace, chooseSample, openCheckup, settled } from './page.ts'

type Sample = { readonly id: string; readonly at?: string; readonly subject: string; readonly facts: object }
type Shown = { readonly item: string; readonly outcome: string; readonly amounts: readonly string[] }
type Amount = EvaluateReply['findings'][number]['amount']

const outcomeWords: Readonly<Record<string, string>> = {
  eligible: '符合',
  not_eligible: '不符合',
  undetermined: '待定',
  not_applicable: '不适用',
  not_in_force: '不在有效期',
}

test('the page says what the API says, item by item, for every sample', async ({ page, request }) => {
  test.slow()
  const samples: Sample[] = await (await request.get('/api/samples')).json()
  expect(samples.length).toBeGreaterThan(0)
  await openCheckup(page)
  for (const sample of samples) {
    await test.step(sample.id, async () => {
      await chooseSample(page, sample.id)
      const reply = await askApi(request, sample)
      await expect(page.locator('.summary')).toContainText(sum(reply))
      await unfoldEverything(page)
      expect(byItem(await shownOn(page))).toEqual(byItem(expected(reply)))
    })
  }
})

test('and for every kind of subject of which nothing is known but the place', async ({ page, request }) => {
  test.slow()
  await openCheckup(page)
  const facts = { 所在区县: '渝北区' }
  await choosePlace(page, facts.所在区县)
  const kinds = await page
    .getByLabel('谁来申报')
    .locator('option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
  expect(kinds.length).toBeGreaterThan(1)
  for (const kind of kinds) {
    await test.step(kind, async () => {
      await page.getByLabel('谁来申报').selectOption(kind)
      await settled(page)
      const at = await page.getByLabel('评估日', { exact: true }).inputValue()
      const reply = await askApi(request, { id: kind, subject: kind, facts, at })
      await unfoldEverything(page)
      expect(byItem(await shownOn(page))).toEqual(byItem(expected(reply)))
    })
  }
})

async function askApi(request: APIRequestContext, { subject, facts, at }: Sample): Promise<EvaluateReply> {
  const reply = await request.post('/api/evaluate', { data: { subject, facts, ...(at && { at }) } })
  expect(reply.status()).toBe(200)
  return reply.json()
}

async function unfoldEverything(page: Page) {
  const folded = page.locator(
    ['.services button', '.folded > button', '.more-cards']
      .map((button) => `.answers ${button}[aria-expanded=false]`)
      .join(),
  )
  while ((await folded.count()) > 0) await folded.first().click()
}

function shownOn(page: Page): Promise<Shown[]> {
  return page.locator('article.finding').evaluateAll((cards) =>
    cards.map((card) => {
      const amount = card.querySelector('.finding-head .money')
      return {
        item: card.id,
        outcome: card.querySelector('.outcome')?.textContent ?? '',
        amounts: [...(amount?.querySelectorAll('.figure') ?? [])].map(
          (figure) => figure.getAttribute('title') ?? '',
        ),
      }
    }),
  )
}

function expected({ findings }: EvaluateReply): Shown[] {
  return findings.map(({ item, outcome, amount }) => ({
    item,
    outcome: outcomeWords[outcome] ?? '',
    amounts: outcome === 'eligible' || outcome === 'undetermined' ? figures(amount) : [],
  }))
}

function figures(amount: Amount): string[] {
  switch (amount.kind) {
    case 'exact':
    case 'upper_bound':
      return [inYuan(amount.yuan)]
    case 'range':
      return [amount.from, ...(amount.to === null ? [] : [amount.to])].map(inYuan)
    case 'candidates':
      return [...new Set(amount.candidates.map(({ yuan }) => inYuan(yuan)))]
    case 'unstated':
    case 'non_monetary':
      return []
  }
}

function inYuan(yuan: string): string {
  const [whole = '', fen = ''] = yuan.split('.')
  const grouped = Number(whole).toLocaleString('en-US')
  return fen === '00' ? `${grouped} 元` : `${grouped}.${fen} 元`
}

/** The only sum that a page may show: exact cash of what the enterprise is eligible for. */
function sum({ findings }: EvaluateReply): string {
  const exact = findings.flatMap(({ outcome, nature, amount }) =>
    outcome === 'eligible' && nature === 'cash' && amount.kind === 'exact' ? [Number(amount.yuan)] : [],
  )
  const yuan = exact.reduce((total, each) => total + each, 0)
  return yuan >= 10_000 ? `${yuan / 10_000}万元` : `${yuan}元`
}

function byItem(shown: readonly Shown[]): Shown[] {
  return shown.toSorted((a, b) => a.item.localeCompare(b.item))
}
