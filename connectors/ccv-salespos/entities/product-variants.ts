import { DataError, VendorError } from '#core/kit/errors.ts'
import type { ProductVariant } from '#core/model/product.ts'
import type { Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { given, idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, catalogueOf } from './catalogue.ts'
import { attributesOf } from './product-from-ccv.ts'

interface Writing {
  readonly what: string
  readonly attributeType: string
  readonly leave: Leave
  readonly signal: AbortSignal
}

/**
 * Gives a product its variants. CCV makes them itself, one for every combination of the values put on the product; they get their
 * SKU and EAN here, and a combination that the source does not have is switched off. Done a second time nothing is left to do.
 */
export async function ensureVariants(
  client: CcvClient,
  product: CatalogueProduct,
  variants: readonly ProductVariant[],
  { what, attributeType, leave, signal }: Writing,
): Promise<void> {
  const unnamed = variants.find(({ attributes }) => attributes.length === 0)
  if (unnamed) {
    throw new DataError(`${what}: its variant ${unnamed.sku ?? unnamed.name ?? ''} has no attribute such as size or colour.`, {
      code: 'variant-without-attribute',
      hint: 'Map the attributes of the variants; CCV tells variants apart by nothing else.',
    })
  }
  const wanted = Map.groupBy(
    variants.flatMap(({ attributes }) => attributes),
    ({ attribute }) => attribute,
  )
  const present = new Set(
    rawsOf(await client.all(`products/${product.id}/productattributevalues`, {}, signal)).map(({ optionvalue_id }) => idOf(optionvalue_id)),
  )
  for (const [attribute, values] of wanted) {
    const attributeId = await ensureAttribute(client, { name: attribute, type: attributeType, leave, signal })
    for (const value of new Set(values.map((one) => one.value))) {
      const valueId = await ensureValue(client, { attributeId, name: value, leave, signal })
      if (present.has(valueId)) continue
      leave()
      await client.post(`products/${product.id}/productattributevalues`, { optionvalue: Number(valueId), price: 0 }, signal)
    }
  }
  await nameCombinations(client, await catalogueOf(client).load(product.id, signal), variants, { leave, signal, what })
}

async function nameCombinations(
  client: CcvClient,
  product: CatalogueProduct,
  variants: readonly ProductVariant[],
  { leave, signal, what }: Pick<Writing, 'leave' | 'signal' | 'what'>,
): Promise<void> {
  const byName = new Map(variants.map((variant) => [nameOf(variant.attributes), variant]))
  for (const combination of product.combinations) {
    const variant = byName.get(nameOf(attributesOf(combination)))
    byName.delete(nameOf(attributesOf(combination)))
    const changes = changesOf(combination, variant)
    if (Object.keys(changes).length === 0) continue
    leave()
    await client.patch(`attributecombinations/${idOf(combination.id) ?? ''}`, changes, signal)
  }
  const [left] = byName.values()
  if (left) {
    throw new DataError(`${what}: CCV made no combination for its variant ${left.sku ?? nameOf(left.attributes)}.`, {
      code: 'combination-missing',
      hint: 'All variants of a product must have the same attributes. In CCV an "additional" menu makes no combinations.',
    })
  }
}

function changesOf(combination: Raw, variant: ProductVariant | undefined): Raw {
  const wanted = variant ? { sku_number: variant.sku, ean_number: variant.gtin, active: variant.active } : { active: false }
  return Object.fromEntries(Object.entries(given(wanted)).filter(([name, value]) => (combination[name] ?? '') !== value))
}

/** The order of attributes says nothing. */
function nameOf(attributes: ProductVariant['attributes']): string {
  return attributes
    .map(({ attribute, value }) => `${attribute}=${value}`)
    .sort()
    .join('|')
}

async function ensureAttribute(
  client: CcvClient,
  { name, type, leave, signal }: { readonly name: string; readonly type: string; readonly leave: Leave; readonly signal: AbortSignal },
): Promise<string> {
  return ensureNamed(client, { path: 'attributes', body: { name, type }, leave, signal })
}

async function ensureValue(
  client: CcvClient,
  {
    attributeId,
    name,
    leave,
    signal,
  }: { readonly attributeId: string; readonly name: string; readonly leave: Leave; readonly signal: AbortSignal },
): Promise<string> {
  return ensureNamed(client, { path: `attributes/${attributeId}/attributevalues`, body: { name, default_price: 0 }, leave, signal })
}

interface Named {
  readonly path: string
  readonly body: Raw & { readonly name: string }
  readonly leave: Leave
  readonly signal: AbortSignal
}

/** Lists of attributes and values are kept in memory, and forgotten before one is made: a lost answer is then looked up. */
async function ensureNamed(client: CcvClient, { path, body, leave, signal }: Named): Promise<string> {
  const find = async () => {
    const all = await client.memory.recall(path, async () => rawsOf(await client.all(path, {}, signal)))
    return idOf(all.find((one) => textOf(one.name) === body.name)?.id)
  }
  const known = await find()
  if (known !== undefined) return known
  client.memory.forget(path)
  leave()
  const made = idOf(objectOf(await client.post(path, body, signal))?.id)
  return made ?? (await find()) ?? missing(`"${body.name}" in ${path}`)
}

function missing(what: string): never {
  throw new VendorError(`CCV made the ${what} and does not show it.`)
}
