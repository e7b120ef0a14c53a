import { customField, textList } from './common-shapes.ts'
import {
  boolean,
  decimal,
  integer,
  type Leaf,
  type List,
  list,
  opaque,
  type Parsed,
  repeated,
  type Structure,
  structure,
  text,
} from './shape.ts'

/** A price or a discount of an article for the customers of a price group, from a quantity on; cents and whole percents. */
export const priceGroup = structure('PriceGroup', {
  priceGroupNumber: integer,
  description: text,
  priceIncl: integer,
  priceExcl: integer,
  discountPercentage: integer,
  minimumAmount: integer,
})

/**
 * What is sold, stocked and put on order lines; its number has digits only. Prices are in whole cents.
 * Every element is named, in the schema's order: whether an update clears what it is not sent is not published.
 */
export const article = structure('Article', {
  articleNumber: integer,
  extArticleId: text,
  pluNumber: text,
  syncMarker: integer,
  changeTimestamp: opaque,
  createTimestamp: opaque,
  active: boolean,
  description: text,
  colour: text,
  colourSequenceNumber: integer,
  size: text,
  sizeSequenceNumber: integer,
  invoiceText: text,
  receiptText: text,
  displayText: text,
  barcode: text,
  barcodeDate: opaque,
  contentUnit: text,
  contentQuantity: integer,
  contentQuantityDecimalPlaces: integer,
  brandName: text,
  extraText: text,
  turnoverGroup: integer,
  vatCode: integer,
  vatPercentage: integer,
  vatCodeAlternative: integer,
  vatPercentageAlternative: integer,
  averagePurchasePrice: integer,
  purchasePrice: integer,
  priceIncl: integer,
  priceExcl: integer,
  siUnit: text,
  unit: text,
  orderQuantityValue: integer,
  orderQuantityDecimalPlaces: integer,
  supplierRelationNumber: integer,
  supplierRelationName: text,
  supplierArticleNumber: text,
  webshop: boolean,
  categoryId: integer,
  categoryIds: opaque,
  stockArticle: boolean,
  articleDiscountGroupNumber: integer,
  articleDiscountGroupName: text,
  course: opaque,
  specialPrice: text,
  showPreparationMethodsDirectly: boolean,
  showPreparationMethodsPerGroup: boolean,
  exchangeRateBuyPrice: integer,
  exchangeRateBuyPriceDecimalPlaces: integer,
  exchangeRateSellPrice: integer,
  exchangeRateSellPriceDecimalPlaces: integer,
  exchangeRateMultiplier: integer,
  imageList: opaque,
  customFieldList: list('customField', () => customField),
  salesPriceList: opaque,
  priceGroupList: list('priceGroup', () => priceGroup),
  preparationMethodList: opaque,
  componentArticleList: opaque,
  linkedArticleList: opaque,
  barcodeList: opaque,
  relationArticleDiscountList: opaque,
  askFor: opaque,
  nutritionalCharacteristics: opaque,
  discontinued: boolean,
  stockSiUnit: text,
  specialBehaviour: text,
  ageCheckMinimumAge: integer,
  oldestBestBeforeDate: text,
  shelfLifeInDays: integer,
  shelfLifeInHours: integer,
  priceDeviationMin: decimal,
  priceDeviationMax: decimal,
  availableForInterbranchOrdering: boolean,
})

/** Groups the articles that differ in colour and size only. */
export const product = structure('Product', {
  productNumber: integer,
  syncMarker: integer,
  description: text,
  extraText: text,
  articleList: list('article', () => article),
  groupNumbers: repeated(integer),
  sortOrderGroupList: opaque,
})

export type MplusArticle = Parsed<typeof article>
export type MplusProduct = Parsed<typeof product>

export const getProductsRequest = structure('GetProductsRequest', {
  articleNumbers: repeated(integer),
  pluNumbers: textList,
  onlyWebshop: boolean,
  onlyActive: boolean,
  syncMarker: integer,
  syncMarkerLimit: integer,
  includeAllArticlesOfSelectedProducts: boolean,
  productNumbers: repeated(integer),
})

export const getProductsResponse = structure('GetProductsResponse', { productList: list('product', () => product) })

export const createProductResponse = structure('CreateProductResponse', {
  result: text,
  productNumber: integer,
  articleNumbers: repeated(integer),
  errorMessage: text,
})

export const updateProductResponse = structure('UpdateProductResponse', { result: text, errorMessage: text })

type ArticleGroupMembers = {
  readonly groupNumber: Leaf<'integer'>
  readonly syncMarker: Leaf<'integer'>
  readonly name: Leaf<'text'>
  readonly text: Leaf<'text'>
  readonly subGroupList: List<Structure<ArticleGroupMembers>>
  readonly sortOrder: Leaf<'integer'>
  readonly isDeleted: Leaf<'boolean'>
}

/** A category with its subcategories. */
export const articleGroup: Structure<ArticleGroupMembers> = structure('ArticleGroup', {
  groupNumber: integer,
  syncMarker: integer,
  name: text,
  text,
  subGroupList: list('articleGroups', () => articleGroup),
  sortOrder: integer,
  isDeleted: boolean,
})

export type MplusArticleGroup = Parsed<typeof articleGroup>

export const getArticleGroupsRequest = structure('GetArticleGroupsRequest', { groupNumbers: repeated(integer) })

export const getArticleGroupsResponse = structure('GetArticleGroupsResponse', {
  articleGroupList: list('articleGroups', () => articleGroup),
})

export const newArticleGroupRequest = structure('NewArticleGroupRequest', {
  parentGroupNumber: integer,
  name: text,
  text,
  sortOrder: integer,
})

export const newArticleGroupResponse = structure('NewArticleGroupResponse', { result: text, groupNumber: integer })

export const updateArticleGroupRequest = structure('UpdateArticleGroupRequest', {
  groupNumber: integer,
  name: text,
  text,
  sortOrder: integer,
})

export const updateArticleGroupResponse = structure('UpdateArticleGroupResponse', { result: text })
