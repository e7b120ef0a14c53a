import { DataError } from '#core/kit/errors.ts'
import { type Coding, chosen, rateOf, type Unit } from '../reference-data.ts'
import { numberOf, sameDecimal } from '../values/number.ts'
import { filled, fitted } from '../values/text.ts'
import type { ArticleRow } from './article-rows.ts'
import { extraMembers } from './extra.ts'
import { type LabelRow, labelName } from './label-rows.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'
import type { ArticleData } from './sellable-articles.ts'

export interface ArticleWriting {
  readonly codings: readonly Coding[]
  readonly units: readonly Unit[]
  /** By name; where a write needs one it has been made before. */
  readonly labels?: ReadonlyMap<string, LabelRow>
  readonly settings: Pick<ProductWriteSettings, 'price' | 'longTexts'> & Partial<ProductWriteSettings>
  /** "Product 120101", as messages begin. */
  readonly what: string
}

type Members = Partial<ArticleRow>

/** The vendor's members that carry each field of the neutral model. Its keys are what an update can change. */
export const articleMembers: Readonly<Record<string, (article: ArticleData, writing: ArticleWriting) => Members>> = {
  sku: ({ sku }) => ({ Number: sku }),
  name: ({ name }, { settings, what }) =>
    name === undefined ? {} : { Name: fitted(name, { length: 50, longTexts: settings.longTexts, what: `${what}: the title` }) },
  gtin: ({ gtin }) => ({ Barcodes: filled(gtin) ? [{ Barcode: filled(gtin), BarcodeType: 0 }] : [] }),
  description: ({ description }, { settings, what }) => ({
    Note: filled(description)
      ? fitted(description ?? '', { length: 4_000, longTexts: settings.longTexts, what: `${what}: the description` })
      : null,
  }),
  priceExcl: priceMembers,
  priceIncl: priceMembers,
  costPrice: ({ costPrice }, { what }) =>
    costPrice === undefined ? {} : { PurchasePrice: priceOf(costPrice, `${what}: the purchase price`) },
  taxCode: ({ taxCode }, { codings, what }) => (filled(taxCode) ? { CodingId: codingNamed(codings, taxCode ?? '', what).Id } : {}),
  unit: unitMembers,
  managesStock: ({ managesStock }) => (managesStock === undefined ? {} : { IsStock: managesStock }),
  active: ({ active }) => (active === undefined ? {} : { IsActive: active }),
  categories: ({ categories }, { settings, labels }) =>
    categories === undefined || settings.categories === 'none' ? {} : { ArticleLabels: categories.map((path) => labelOf(path, labels)) },
  extra: ({ extra }, { what }) => extraMembers(articleExtra, extra, what),
}

const articleExtra = [
  'FreightCosts',
  'GreenTechnologyType',
  'HouseWorkType',
  'NameEnglish',
  'OrderingPoint',
  'SendToWebshop',
  'StockLocationReference',
  'SupplierArticleNumber',
  'SupplierId',
  'UsesMoss',
]

/** A whole new article. @throws DataError when no coding has its tax rate */
export function newArticle(article: ArticleData, writing: ArticleWriting): object {
  const { settings, units, what } = writing
  const members: Members = Object.assign({}, ...Object.values(articleMembers).map((member) => member(article, writing)))
  const { CodingId = codingFor(article, writing).Id, UnitId = unitNamed(units, settings.unit ?? '', what).Id } = members
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null))
  return { IsActive: true, ...given, CodingId, UnitId }
}

/** To compare with, a name is enough. */
function labelOf(path: readonly string[], labels: ArticleWriting['labels']): Partial<LabelRow> {
  const Name = labelName(path)
  return { ...labels?.get(Name), Name }
}

/** One price goes out, the vendor works out the other: both might not agree by its own rounding. */
function priceMembers({ priceExcl, priceIncl }: ArticleData, { settings, what }: ArticleWriting): Members {
  const sendsGross = priceExcl === undefined || (settings.price === 'incl' && priceIncl !== undefined)
  const price = sendsGross ? priceIncl : priceExcl
  if (price === undefined) return {}
  const value = priceOf(price, `${what}: the price`)
  return sendsGross ? { GrossPrice: value, NetPrice: undefined } : { NetPrice: value, GrossPrice: undefined }
}

function unitMembers({ unit }: ArticleData, { units, settings, what }: ArticleWriting): Members {
  if (!filled(unit)) return {}
  if (settings.unknownUnits !== 'leave-out') return { UnitId: unitNamed(units, unit ?? '', what).Id }
  const [known, another] = units.filter((one) => unitNames(one).includes(unit?.trim().toLowerCase()))
  return known && !another ? { UnitId: known.Id } : {}
}

function unitNames({ Id, Name, Abbreviation, Code }: Unit): readonly (string | undefined)[] {
  return [Id, Name, Abbreviation, Code].map((name) => name?.trim().toLowerCase())
}

function priceOf(decimal: string, what: string): number {
  const value = numberOf(decimal, what)
  if (value >= 0 && value <= 99_000_000) return value
  throw new DataError(`${what} is ${decimal}; eAccounting takes 0 to 99,000,000.`, { code: 'price-out-of-range' })
}

/** The coding chosen on the node, or its like with the product's own rate. */
function codingFor({ taxRate }: ArticleData, { codings, settings, what }: ArticleWriting): Coding {
  const preset = codingNamed(codings, settings.coding ?? '', what)
  const presetRate = rateOf(preset)
  if (taxRate === undefined || presetRate === undefined || sameDecimal(taxRate, presetRate)) return preset
  const fitting = codings.filter((one) => {
    const rate = rateOf(one)
    return one.IsActive !== false && one.Type === preset.Type && rate !== undefined && sameDecimal(rate, taxRate)
  })
  const [found, another] = fitting
  if (found && !another) return found
  throw new DataError(
    `${what} is taxed at ${taxRate} %, and eAccounting has ${found ? `${fitting.length} account codings` : 'no account coding'} like "${preset.Name ?? preset.Id}" with that rate.`,
    {
      code: 'coding-unclear',
      hint: 'Map the tax code of the source to an account coding of eAccounting.',
      facts: { taxRate, codings: fitting.map(({ Name, Id }) => Name ?? Id) },
    },
  )
}

export function codingNamed(codings: readonly Coding[], text: string, what: string): Coding {
  return chosen(codings, text, { namesOf: ({ Name }) => [Name], what, list: 'account codings' })
}

export function unitNamed(units: readonly Unit[], text: string, what: string): Unit {
  return chosen(units, text, { namesOf: ({ Name, Abbreviation, Code }) => [Name, Abbreviation, Code], what, list: 'units' })
}
