import { asServer, type Environment, linked, modelOf, patchRow, putRow, rowsOf, tableOf } from '../engine/environment.ts'
import { createRecords, unlinkRecords } from '../engine/records.ts'
import type { Row } from '../engine/table.ts'

/** Every variant of a template, archived ones too, oldest first. */
export function variantsOf(environment: Environment, templateId: number): readonly Row[] {
  const ids = [...tableOf(environment, 'product.product').idsBy('product_tmpl_id', templateId)]
  return rowsOf(environment, 'product.product', ids).toSorted((left, right) => left.id - right.id)
}

/** The variants of a template that are not archived, oldest first. */
export function activeVariants(environment: Environment, templateId: number): readonly Row[] {
  return variantsOf(environment, templateId).filter((variant) => variant.active !== false)
}

/** The one active variant of a template; undefined when there are several or none. */
export function onlyVariant(environment: Environment, templateId: number): Row | undefined {
  const active = activeVariants(environment, templateId)
  return active.length === 1 ? active[0] : undefined
}

/**
 * Makes the variants of a template fit its attribute lines: one per combination of the values of `always` attributes.
 * Variants no combination asks for are removed, or archived when orders or stock still need them.
 */
export function keepVariants(caller: Environment, templateId: number): void {
  const environment = asServer(caller)
  const template = linked(environment, 'product.template', templateId)
  const values = attributeLines(environment, templateId).map((line) => templateValues(environment, line))
  if (attributeLines(environment, templateId).some((line) => creation(environment, line) === 'dynamic')) return
  const making = values.filter((list) => list.length > 0)
  const single = making.filter((list) => list.length === 1).flat()
  const wanted = combinations(making)

  for (const variant of variantsOf(environment, templateId)) {
    // A line with one value joins the variants that are there instead of replacing them.
    const own = combinationOf(variant)
    const joined = [...new Set([...own, ...single])].toSorted((left, right) => left - right)
    if (!wanted.has(keyOf(own)) && wanted.has(keyOf(joined))) {
      patchRow(environment, 'product.product', variant.id, { product_template_attribute_value_ids: joined })
    }
  }
  const kept = new Set<string>()
  for (const variant of variantsOf(environment, templateId)) {
    const key = keyOf(combinationOf(variant))
    if (wanted.has(key) && !kept.has(key)) {
      kept.add(key)
      if (variant.active === false && template.active !== false) patchRow(environment, 'product.product', variant.id, { active: true })
    } else removeVariant(environment, variant)
  }
  const model = modelOf(environment, 'product.product')
  for (const [key, combination] of wanted) {
    if (kept.has(key)) continue
    createRecords(environment, model, [{ product_tmpl_id: templateId, product_template_attribute_value_ids: [[6, 0, combination]] }])
  }
}

export function combinationOf(variant: Row): readonly number[] {
  return ((variant.product_template_attribute_value_ids ?? []) as readonly number[]).toSorted((left, right) => left - right)
}

function keyOf(combination: readonly number[]): string {
  return combination.join(',')
}

function attributeLines(environment: Environment, templateId: number): readonly Row[] {
  const ids = [...tableOf(environment, 'product.template.attribute.line').idsBy('product_tmpl_id', templateId)]
  return rowsOf(environment, 'product.template.attribute.line', ids).filter((line) => line.active !== false)
}

function creation(environment: Environment, line: Row) {
  return linked(environment, 'product.attribute', line.attribute_id).create_variant
}

/** Ids of the values as they stand on this template, made where they are missing; none for attributes that make no variants. */
function templateValues(environment: Environment, line: Row): readonly number[] {
  const table = tableOf(environment, 'product.template.attribute.value')
  const present = rowsOf(environment, 'product.template.attribute.value', [...table.idsBy('attribute_line_id', line.id)])
  const asked = (line.value_ids ?? []) as readonly number[]
  for (const value of present) {
    const isAsked = asked.includes(Number(value.product_attribute_value_id))
    if (value.ptav_active !== isAsked) putRow(environment, 'product.template.attribute.value', value.id, { ...value, ptav_active: isAsked })
  }
  const ids = asked.map((valueId) => {
    const found = present.find((value) => value.product_attribute_value_id === valueId)
    if (found) return found.id
    const extra = Number(linked(environment, 'product.attribute.value', valueId).default_extra_price ?? 0)
    const [id = 0] = createRecords(environment, modelOf(environment, 'product.template.attribute.value'), [
      { attribute_line_id: line.id, product_attribute_value_id: valueId, price_extra: extra },
    ])
    return id
  })
  return creation(environment, line) === 'always' ? ids : []
}

function combinations(lists: readonly (readonly number[])[]): ReadonlyMap<string, readonly number[]> {
  const all = lists.reduce<readonly (readonly number[])[]>((made, list) => made.flatMap((start) => list.map((id) => [...start, id])), [[]])
  return new Map(all.map((combination) => combination.toSorted((left, right) => left - right)).map((sorted) => [keyOf(sorted), sorted]))
}

function removeVariant(environment: Environment, variant: Row): void {
  const isUsed = ['sale.order.line', 'stock.quant', 'stock.move'].some(
    (model) => tableOf(environment, model).idsBy('product_id', variant.id).size > 0,
  )
  if (isUsed) patchRow(environment, 'product.product', variant.id, { active: false })
  else unlinkRecords(environment, modelOf(environment, 'product.product'), [variant.id])
}
