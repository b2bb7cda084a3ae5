// What needs no database: passwords and their rules, masks, tallies of failures, sealed secrets, codes.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { afterFailure, type Tally } from './attempts.ts'
import { maskBankAccount, maskIdNumber, maskName, maskPhone } from './mask.ts'
import { hashPassword, verifyNothing, verifyPassword } from './password.ts'
import { passwordProblem } from './passwordRules.ts'
import { loadSealKey, seal, unseal } from './seal.ts'
import { codeAt, newTotpSecret, stepOfCode, totpText, totpUri } from './totp.ts'

describe('a password', () => {
  test('is kept as an Argon2id PHC string with a salt of its own, and only it fits', async () => {
    const [one, two] = [await hashPassword('雨后山城 lantern'), await hashPassword('雨后山城 lantern')]
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    assert.notEqual(one, two)
    assert.equal(await verifyPassword('雨后山城 lantern', one), true)
    assert.equal(await verifyPassword('雨后山城 Lantern', one), false)
    assert.equal(await verifyPassword('', one), false)
  })

  test('is the same password in full width', async () => {
    assert.equal(await verifyPassword('ＡＢＣ山城12345', await hashPassword('ABC山城12345')), true)
  })

  test('of nobody never fits', async () => {
    assert.equal(await verifyNothing('anything'), false)
  })

  test('is not read from a string that is none of ours', async () => {
    await assert.rejects(verifyPassword('x', '$2b$10$abcdefghijklmnopqrstuv'))
  })

  const good = [
    'jialingjiang ferry',
    'Jialing-71x',
    '江上数峰青2024秋ab',
    'xq7!Lmw0pZ',
    '嘉陵江畔灯火如星河落入水',
    '😀🚀🌈🎉🍜🐼🏔️🌉🎋🧧🥢🍵a',
  ]
  for (const text of good)
    test(`「${text}」 is taken`, () => assert.equal(passwordProblem(text, 'handler'), undefined))

  const bad = [
    ['short', '至少 12'],
    ['jialingfer', '至少 12'],
    ['jialing1234', '至少 12'],
    ['Password1234!', '太常见'],
    ['P@ssw0rd2026', '太常见'],
    ['1qaz2wsx3edc', '太常见'],
    ['1qaz@WSX3edc', '太常见'],
    ['Admin@2026!!', '太常见'],
    ['aaaaaaaaaaaa', '太常见'],
    ['abababababab', '太常见'],
    ['1234567890123', '太常见'],
    ['abcdefghijklm', '太常见'],
    ['my-HANDLER-2026', '登录名'],
    ['x'.repeat(129), '最长'],
  ] as const
  for (const [text, why] of bad)
    test(`「${text.slice(0, 20)}」 is refused`, () =>
      assert.match(passwordProblem(text, 'handler') ?? '', new RegExp(why)))
})

describe('failures in a row', () => {
  const start = new Date('2026-03-02T01:00:00Z')
  const later = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)
  const nothing: Tally = { failures: 0, rounds: 0, lockedUntil: null, changedAt: start }
  const fail = (tally: Tally, times: number, at: Date): Tally =>
    times === 0 ? tally : fail(afterFailure(tally, 5, at), times - 1, at)

  test('lock for 15 minutes at the fifth, then twice as long each time, a day at most', () => {
    assert.equal(fail(nothing, 4, start).lockedUntil, null)
    const minutes: number[] = []
    let tally = nothing
    let at = start
    for (let round = 0; round < 9; round++) {
      tally = fail(tally, 5, at)
      minutes.push(((tally.lockedUntil?.getTime() ?? 0) - at.getTime()) / 60_000)
      at = new Date(tally.lockedUntil?.getTime() ?? 0)
    }
    assert.deepEqual(minutes, [15, 30, 60, 120, 240, 480, 960, 1440, 1440])
  })

  test('are forgotten after a quiet day', () => {
    const old = fail(fail(nothing, 5, start), 4, later(20))
    assert.deepEqual(afterFailure(old, 5, later(20 + 24 * 60 + 1)).failures, 1)
    assert.deepEqual(afterFailure(old, 5, later(21)).rounds, 2)
  })
})

describe('a mask', () => {
  test('leaves what recognition needs', () => {
    assert.equal(maskPhone('13812340000'), '138****0000')
    assert.equal(maskName('张三丰'), '张**')
    assert.equal(maskName('李四'), '李*')
    assert.equal(maskBankAccount('6222021234567890123'), '6222***********0123')
    assert.equal(maskIdNumber('500112199001011234'), '500***********1234')
  })

  test('covers all of what is too short to be covered in part', () => {
    assert.equal(maskPhone('1234567'), '*******')
    assert.equal(maskPhone('12345678'), '********')
    assert.equal(maskBankAccount('12345678'), '********')
    assert.equal(maskIdNumber(''), '')
    assert.equal(maskName('王'), '*')
  })
})

describe('a sealed secret', () => {
  const key = Buffer.alloc(32, 7)

  test('opens with its key, where it belongs, as it was', () => {
    const sealed = seal(key, 'person 1', Buffer.from('secret'))
    assert.equal(unseal(key, 'person 1', sealed).toString(), 'secret')
    assert.ok(!Buffer.from(sealed, 'base64').toString().includes('secret'))
    assert.throws(() => unseal(Buffer.alloc(32, 8), 'person 1', sealed))
    assert.throws(() => unseal(key, 'person 2', sealed))
    const bytes = Buffer.from(sealed, 'base64')
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    assert.throws(() => unseal(key, 'person 1', bytes.toString('base64')))
  })

  test("'s key is made once, for its owner alone, or comes from the environment", () => {
    const folder = mkdtempSync(join(tmpdir(), 'duixian-key-'))
    const made = loadSealKey(folder, undefined)
    assert.deepEqual(loadSealKey(folder, undefined), made)
    assert.equal(made.length, 32)
    const file = join(folder, 'identity.key')
    assert.equal(readFileSync(file, 'utf8').trim(), made.toString('base64'))
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(loadSealKey(folder, key.toString('base64')), key)
    assert.throws(() => loadSealKey(folder, 'c2hvcnQ='), /32 字节/)
    rmSync(folder, { recursive: true })
  })
})

describe('a code', () => {
  const now = new Date('2026-03-02T01:00:00Z')

  test('is what RFC 6238 says', () => {
    const secret = Buffer.from('12345678901234567890')
    assert.equal(codeAt(secret, new Date(59_000)), '287082')
    assert.equal(codeAt(secret, new Date(1_111_111_109_000)), '081804')
  })

  test('counts one step early and late, and says which step it is of', () => {
    const secret = newTotpSecret()
    const step = Math.floor(now.getTime() / 30_000)
    const at = (seconds: number) =>
      stepOfCode(secret, codeAt(secret, new Date(now.getTime() + seconds * 1000)), now)
    assert.deepEqual([at(-30), at(0), at(30)], [step - 1, step, step + 1])
    assert.deepEqual([at(-60), at(60)], [undefined, undefined])
    assert.equal(stepOfCode(secret, '', now), undefined)
    assert.equal(stepOfCode(secret, '12345６', now), undefined)
  })

  test('can be taken over by an authenticator', () => {
    const secret = Buffer.from('12345678901234567890')
    assert.equal(totpText(secret), 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
    assert.match(
      totpUri(secret, 'payer'),
      /^otpauth:\/\/totp\/.*payer\?.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/,
    )
  })
})
