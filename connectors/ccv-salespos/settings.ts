import { VendorError } from '#core/kit/errors.ts'
import type { CcvClient } from './client.ts'
import { idOf, objectOf, type Raw, rawsOf, textOf } from './values.ts'

/** What holds for the whole shop and is asked once in a while. */
export interface ShopSettings {
  readonly webshops: readonly Raw[]
  readonly pricesIncludeVat: boolean
  readonly currency: string
  readonly raw: Raw
}

/** @throws VendorError for keys that see no shop: nobody could say whether prices include VAT. */
export function shopSettings(client: CcvClient, signal: AbortSignal): Promise<ShopSettings> {
  return client.memory.recall('settings', async () => {
    const webshops = rawsOf(await client.all('webshops', {}, signal))
    const id = idOf(webshops[0]?.id)
    if (id === undefined)
      throw new VendorError('These keys see no shop.', { hint: 'Give them the right to read the settings of the shop.' })
    const raw = objectOf(await client.get(`webshops/${id}/settings`, {}, signal)) ?? {}
    return { webshops, pricesIncludeVat: raw.prices_include_vat !== false, currency: textOf(raw.currency) ?? 'EUR', raw }
  })
}
