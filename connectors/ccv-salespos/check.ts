import type { CheckResult } from '#core/kit/define-connector.ts'
import type { CcvClient } from './client.ts'
import { describeSkew } from './failures.ts'
import { rawsOf, textOf } from './values.ts'

/** What a flow may need; the root of the API lists what these keys may use. */
const needed = ['orders', 'users', 'products', 'categories'] as const

/** Asks the shop who it is; wrong keys come out as a ConnectionError of the client. */
export async function check(client: CcvClient, signal: AbortSignal): Promise<CheckResult> {
  const webshops = rawsOf(await client.all('webshops', {}, signal))
  const open = rawsOf(await client.all('', {}, signal)).map(({ title, uri }) => `${textOf(title) ?? ''} ${textOf(uri) ?? ''}`)
  const [first] = webshops
  const isSalesPos = first?.is_salespos === true
  const closed = needed.filter((name) => !open.some((one) => one.split(/[\s/]/).includes(name)))
  const skewMs = client.skewMs()
  return {
    account: `${textOf(first?.name) ?? 'The shop'} · ${client.account}`,
    version: 'REST v1',
    warnings: [
      ...(closed.length > 0 ? [`These keys may not use ${closed.join(', ')}; give them the right to it in the API settings.`] : []),
      ...(first !== undefined && isSalesPos !== (client.product === 'salespos')
        ? [`This is ${isSalesPos ? 'a SalesPOS' : 'no SalesPOS'} shop; choose ${isSalesPos ? 'CCV SalesPOS' : 'CCV Shop'} as product.`]
        : []),
      ...(skewMs === 0 ? [] : [`${sentence(describeSkew(skewMs))}. Set it; until then requests carry the time of the shop.`]),
    ],
  }
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
