import { found } from './api.ts'
import type { Row, Shop } from './shop.ts'

export function combinationsOf(shop: Shop, productId: number): readonly Row[] {
  return shop.rows('attributecombinations').filter(({ product_id }) => product_id === productId)
}

/**
 * Makes the full cross product of the values on a product. Combinations of the same values stay; what becomes of those with fewer
 * attributes when one is added is not published, and the strictest reading is that they go.
 */
export function regenerateCombinations(shop: Shop, productId: number, stock: number): void {
  const chosen = shop.rows('productattributevalues').filter(({ product_id }) => product_id === productId)
  const axes = [...Map.groupBy(chosen, ({ optionid }) => optionid).values()]
  const wanted = axes.reduce<readonly (readonly number[])[]>(
    (sets, axis) => sets.flatMap((set) => axis.map(({ optionvalue_id }) => [...set, Number(optionvalue_id)])),
    [[]],
  )
  const nameOf = (values: readonly number[]) => [...values].sort((left, right) => left - right).join(' ')
  const names = new Set(wanted.map(nameOf))
  const standing = combinationsOf(shop, productId)
  const kept = new Set(standing.map((row) => nameOf(row.values as readonly number[])))
  for (const row of standing) if (!names.has(nameOf(row.values as readonly number[]))) shop.remove('attributecombinations', row.id)
  for (const values of wanted) {
    if (kept.has(nameOf(values))) continue
    shop.add('attributecombinations', {
      product_id: productId,
      values,
      note: '',
      stock,
      product_number: '',
      ean_number: '',
      sku_number: '',
      active: true,
    })
  }
}

/** Sum of the extra prices of its values on this product. */
export function extraPriceOf(shop: Shop, { product_id, values }: Row): number {
  const chosen = shop.rows('productattributevalues').filter((row) => row.product_id === product_id)
  return (values as readonly number[]).reduce((sum, id) => sum + Number(chosen.find((row) => row.optionvalue_id === id)?.price ?? 0), 0)
}

export function representCombination(shop: Shop, row: Row): unknown {
  const { values, ...rest } = row
  return {
    href: shop.href(`attributecombinations/${row.id}`),
    ...rest,
    attributecombinationphotos: { href: shop.href(`attributecombinations/${row.id}/attributecombinationphotos`) },
    netto_extra_price: extraPriceOf(shop, row),
    ordering_without_stock: 'global_setting',
    combination: (values as readonly number[]).map((id) => {
      const value = found(shop, 'attributevalues', id)
      const attribute = found(shop, 'attributes', Number(value.attribute_id))
      return {
        attribute: { id: attribute.id, name: attribute.name, href: shop.href(`attributes/${attribute.id}`) },
        attribute_value: { id, name: value.name, href: shop.href(`attributevalues/${id}`) },
      }
    }),
  }
}
