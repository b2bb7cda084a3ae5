// An address to which messages may be sent: encrypted, or on a host of the operator's own network that he has named.
import { ExchangeError } from './problem.ts'

/** Throws ExchangeError `wrong-address`. `plainHosts`: hosts that may be reached without TLS. */
export function requireAddress(text: string, plainHosts: readonly string[]): void {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const wrong = (why: string): ExchangeError => new ExchangeError('wrong-address', why)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw wrong(`「${text}」不是网址，应写成 https://系统地址/路径`)
  if (url.username !== '' || url.password !== '')
    throw wrong('网址里不要写用户名和密码，签名已经能证明是谁发的')
  if (url.hash !== '') throw wrong('网址里不要有 # 后面的部分')
  if (url.protocol === 'http:' && !plainHosts.includes(url.hostname))
    throw wrong(
      `「${url.hostname}」没有加密，请用 https；政务内网的主机请运维写进 DUIXIAN_WEBHOOK_HTTP_HOSTS`,
    )
}
