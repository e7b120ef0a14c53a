import { ApiError, type Call, collection, done, found, isTrue, matching, ok, type Routes } from './api.ts'
import { momentOf, type Row, type Shop } from './shop.ts'
import { combinationsOf, regenerateCombinations, representCombination } from './variants.ts'

const productFilters = ['productnumber', 'eannumber', 'mpnnumber', 'productname', 'minstock', 'maxstock', 'stock', 'active'] as const

const tariffs: Readonly<Record<string, number>> = { normal: 21, 'low a': 9, 'low b': 9, 'extra low': 0, zero: 0 }

export const catalogueRoutes: Routes = {
  'GET products': (call) => collection(call, sorted(call, filtered(call)), (row) => representProduct(call, row), productFilters),
  'POST products': (call) => {
    const { shop, body } = call
    found(shop, 'packages', Number(body.package_id))
    const { taxtariff, vatrate } = body
    if (taxtariff === undefined && vatrate === undefined) throw new ApiError(400, '400.10', 'either taxtariff or vatrate must be set')
    const moment = momentOf(shop.now())
    const product = shop.add('products', { ...productDefaults, ...written(shop, body), createdate: moment, modifydate: moment })
    return { status: 201, body: representProduct(call, product) }
  },
  'GET products/:id': (call) => ok(representProduct(call, found(call.shop, 'products', call.id))),
  'PATCH products/:id': ({ shop, id, body }) => {
    Object.assign(found(shop, 'products', id), written(shop, body), { modifydate: momentOf(shop.now()) })
    return done
  },
  'DELETE products/:id': ({ shop, id }) => {
    found(shop, 'products', id)
    shop.remove('products', id)
    for (const kind of ['attributecombinations', 'producttocategories', 'productphotos', 'productattributevalues'] as const) {
      for (const row of shop.rows(kind)) if (row.product_id === id) shop.remove(kind, row.id)
    }
    return done
  },
  'GET products/:id/attributecombinations': (call) =>
    collection(call, combinationsOf(call.shop, call.id), (row) => representCombination(call.shop, row)),
  'GET attributecombinations/:id': ({ shop, id }) => ok(representCombination(shop, found(shop, 'attributecombinations', id))),
  'PATCH attributecombinations/:id': ({ shop, id, body }) => {
    // Whether this moves the product's modifydate is not published; the strictest reading is that it does not.
    Object.assign(found(shop, 'attributecombinations', id), body)
    return done
  },
  'GET attributes': (call) => collection(call, call.shop.rows('attributes'), (row) => withHref(call.shop, 'attributes', row)),
  'POST attributes': ({ shop, body }) => ({ status: 201, body: withHref(shop, 'attributes', shop.add('attributes', body)) }),
  'GET attributes/:id/attributevalues': (call) =>
    collection(
      call,
      call.shop.rows('attributevalues').filter(({ attribute_id }) => attribute_id === call.id),
      (row) => withHref(call.shop, 'attributevalues', row),
    ),
  'POST attributes/:id/attributevalues': ({ shop, id, body }) => {
    found(shop, 'attributes', id)
    return { status: 201, body: withHref(shop, 'attributevalues', shop.add('attributevalues', { ...body, attribute_id: id })) }
  },
  'GET products/:id/productattributevalues': (call) =>
    collection(call, ofProduct(call, 'productattributevalues'), (row) => representChosen(call.shop, row)),
  'POST products/:id/productattributevalues': ({ shop, id, body }) => {
    found(shop, 'products', id)
    const value = found(shop, 'attributevalues', Number(body.optionvalue))
    const chosen = {
      product_id: id,
      optionvalue_id: value.id,
      optionid: value.attribute_id,
      price: body.price,
      enable: body.enable ?? true,
    }
    if (shop.rows('productattributevalues').some((row) => row.product_id === id && row.optionvalue_id === value.id)) {
      throw new ApiError(500, '500.40', 'this value is on the product already')
    }
    const row = shop.add('productattributevalues', chosen)
    regenerateCombinations(shop, id, Number(body.stock ?? 0))
    return { status: 201, body: representChosen(shop, row) }
  },
  'PATCH productattributevalues/:id': ({ shop, id, body }) => {
    Object.assign(found(shop, 'productattributevalues', id), body)
    return done
  },
  'GET products/:id/productphotos': (call) => collection(call, ofProduct(call, 'productphotos'), (row) => representPhoto(call.shop, row)),
  'POST products/:id/productphotos': ({ shop, id, body }) => {
    found(shop, 'products', id)
    return { status: 201, body: representPhoto(shop, addPhoto(shop, id, body)) }
  },
  'PUT products/:id/productphotos': ({ shop, id, body }) => {
    found(shop, 'products', id)
    for (const photo of shop.rows('productphotos')) if (photo.product_id === id) shop.remove('productphotos', photo.id)
    for (const photo of body.productphotos as readonly Record<string, unknown>[]) addPhoto(shop, id, photo)
    return done
  },
  'GET attributecombinations/:id/attributecombinationphotos': (call) => {
    found(call.shop, 'attributecombinations', call.id)
    const own = call.shop.rows('attributecombinationphotos').filter(({ attributecombination_id }) => attributecombination_id === call.id)
    return collection(call, own, (row) => representPhoto(call.shop, row, 'attributecombinationphotos'))
  },
  'GET products/:id/producttocategories': (call) =>
    collection(call, ofProduct(call, 'producttocategories'), (row) => withHref(call.shop, 'producttocategories', row)),
  'POST producttocategories': ({ shop, body }) => {
    found(shop, 'products', Number(body.product_id))
    found(shop, 'categories', Number(body.category_id))
    return { status: 201, body: withHref(shop, 'producttocategories', shop.add('producttocategories', body)) }
  },
  'DELETE producttocategories/:id': ({ shop, id }) => {
    found(shop, 'producttocategories', id)
    shop.remove('producttocategories', id)
    return done
  },
  'GET categories': (call) => collection(call, call.shop.rows('categories'), (row) => representCategory(call.shop, row)),
  'POST categories': ({ shop, body }) => {
    if (body.parentcategory_id !== undefined) found(shop, 'categories', Number(body.parentcategory_id))
    return { status: 201, body: representCategory(shop, shop.add('categories', { show_on_website: true, ...body })) }
  },
  'GET categories/:id': ({ shop, id }) => ok(representCategory(shop, found(shop, 'categories', id))),
  'PATCH categories/:id': ({ shop, id, body }) => {
    Object.assign(found(shop, 'categories', id), body)
    return done
  },
}

const productDefaults = {
  active: true,
  productnumber: '',
  eannumber: '',
  mpnnumber: '',
  shortdescription: '',
  description: null,
  taxtariff: 'normal',
  purchaseprice: 0,
  unit: null,
  stockenabled: true,
  stock: 0,
  weight: 0,
  brand: null,
}

/** What a write makes of the product: the tariff and the old rate follow each other, a brand is known by its name. */
function written(shop: Shop, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { taxtariff, vatrate, brand, ...rest } = body
  if (taxtariff !== undefined && !(String(taxtariff) in tariffs)) throw new ApiError(400, '400.10', `taxtariff ${taxtariff} is not allowed`)
  const name = Object.entries(tariffs).find(([, rate]) => rate === vatrate)?.[0]
  if (vatrate !== undefined && taxtariff === undefined && name === undefined)
    throw new ApiError(400, '400.10', `no tariff has ${vatrate} %`)
  return {
    ...rest,
    ...(taxtariff !== undefined ? { taxtariff } : vatrate !== undefined ? { taxtariff: name } : {}),
    ...(brand !== undefined && { brand: brand === '' ? null : brandNamed(shop, String(brand)) }),
  }
}

function brandNamed(shop: Shop, name: string): number {
  return (shop.rows('brands').find((row) => row.name === name) ?? shop.add('brands', { name })).id
}

function filtered(call: Call): readonly Row[] {
  let rows: readonly Row[] = call.shop.rows('products')
  for (const name of ['productnumber', 'eannumber', 'mpnnumber'] as const)
    rows = matching(rows, call, name, (row, wanted) => row[name] === wanted)
  rows = matching(rows, call, 'productname', (row, wanted) => String(row.name).toLowerCase().includes(wanted.toLowerCase()))
  return matching(rows, call, 'active', (row, wanted) => row.active === isTrue(wanted))
}

const sortable = ['id', 'name', 'createdate', 'modifydate']

function sorted(call: Call, rows: readonly Row[]): readonly Row[] {
  const asked = call.request.query.get('orderby') ?? 'id'
  const field = asked.replace(/_desc$/, '')
  if (!sortable.includes(field)) throw new ApiError(400, '400.10', `orderby ${asked} is not allowed`)
  const order = [...rows].sort((left, right) => compare(left[field], right[field]) || left.id - right.id)
  return asked.endsWith('_desc') ? order.reverse() : order
}

export function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0
}

function representProduct(call: Call, row: Row): unknown {
  const { shop } = call
  const { active, package_id, brand, ...rest } = row
  const expanded = (call.request.query.get('expand') ?? '').split(',')
  const link = (name: string, items: () => readonly unknown[]) => ({
    href: shop.href(`products/${row.id}/${name}`),
    ...(expanded.includes(name) && { collection: items() }),
  })
  const ofThis = (kind: 'producttocategories' | 'productphotos') => shop.rows(kind).filter(({ product_id }) => product_id === row.id)
  return {
    href: shop.href(`products/${row.id}`),
    ...rest,
    is_active: active,
    is_multishop_product: false,
    vatrate: tariffs[String(row.taxtariff)] ?? 0,
    productmainphoto: mainPhotoOf(shop, row.id),
    package: { href: shop.href(`packages/${package_id}`), id: package_id },
    brand: brand === null ? null : withHref(shop, 'brands', found(shop, 'brands', Number(brand))),
    attributecombinations: link('attributecombinations', () => combinationsOf(shop, row.id).map((one) => representCombination(shop, one))),
    productphotos: link('productphotos', () => ofThis('productphotos').map((one) => representPhoto(shop, one))),
    producttocategories: link('producttocategories', () =>
      ofThis('producttocategories').map((one) => withHref(shop, 'producttocategories', one)),
    ),
  }
}

function mainPhotoOf(shop: Shop, productId: number): string | null {
  const main = shop.rows('productphotos').find((row) => row.product_id === productId && row.is_mainphoto === true)
  return main ? `${shop.origin()}/photos/${main.filename}` : null
}

function representCategory(shop: Shop, { parentcategory_id, photo_source, ...row }: Row): unknown {
  return {
    href: shop.href(`categories/${row.id}`),
    description: null,
    position: null,
    ...row,
    parentcategory:
      typeof parentcategory_id === 'number' ? { id: parentcategory_id, href: shop.href(`categories/${parentcategory_id}`) } : null,
    categories: { href: shop.href(`categories/${row.id}/categories`) },
  }
}

function representChosen(shop: Shop, row: Row): unknown {
  const value = found(shop, 'attributevalues', Number(row.optionvalue_id))
  const attribute = found(shop, 'attributes', Number(row.optionid))
  return {
    href: shop.href(`productattributevalues/${row.id}`),
    id: row.id,
    optionid: row.optionid,
    optionname: attribute.name,
    optionvalue_id: row.optionvalue_id,
    optionvalue_name: value.name,
    price: row.price,
    enable: row.enable,
  }
}

function addPhoto(shop: Shop, productId: number, { source, file_type, ...photo }: Readonly<Record<string, unknown>>): Row {
  if (!['jpg', 'jpeg', 'png', 'gif'].includes(String(file_type))) throw new ApiError(500, '500.22', 'wrong file type')
  const isFirst = !shop.rows('productphotos').some((row) => row.product_id === productId)
  const bytes = Buffer.from(String(source), 'base64').length
  const filename = `${productId}-${shop.rows('productphotos').length + 1}.${file_type}`
  return shop.add('productphotos', { is_mainphoto: isFirst, alttext: null, ...photo, product_id: productId, filename, bytes, source })
}

/** The fields of a variant's photo are not published; it is shown as one of a product is. */
function representPhoto(
  shop: Shop,
  { product_id, attributecombination_id, bytes, source, deeplink, ...row }: Row,
  kind: 'productphotos' | 'attributecombinationphotos' = 'productphotos',
): unknown {
  return { href: shop.href(`${kind}/${row.id}`), ...row, deeplink: deeplink ?? `${shop.origin()}/photos/${row.filename}` }
}

function ofProduct({ shop, id }: Call, kind: 'productphotos' | 'producttocategories' | 'productattributevalues'): readonly Row[] {
  found(shop, 'products', id)
  return shop.rows(kind).filter(({ product_id }) => product_id === id)
}

function withHref(shop: Shop, path: string, row: Row): Row {
  return { href: shop.href(`${path}/${row.id}`), ...row }
}
