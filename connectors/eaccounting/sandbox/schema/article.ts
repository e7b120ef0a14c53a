import type { Shape } from './shape.ts'

/** The vendor's ArticleBarcodeApi: every member, which are demanded in a write, and which only the vendor sets. */
export const barcode: Shape = {
  type: 'ArticleBarcodeApi',
  fields: {
    Barcode: { kind: 'text', nullable: true },
    BarcodeType: { kind: 'integer' },
  },
}

/** The vendor's ArticleLabelApi: every member, which are demanded in a write, and which only the vendor sets. */
export const label: Shape = {
  type: 'ArticleLabelApi',
  fields: {
    Id: { kind: 'uuid', readOnly: true },
    Name: { kind: 'text', max: 50, required: true },
    Description: { kind: 'text', max: 400, nullable: true },
  },
}

/** The vendor's ArticleApi: every member, which are demanded in a write, and which only the vendor sets. */
export const article: Shape = {
  type: 'ArticleApi',
  fields: {
    Id: { kind: 'uuid', readOnly: true },
    IsActive: { kind: 'boolean', required: true },
    Number: { kind: 'text', max: 40, required: true },
    Name: { kind: 'text', max: 50, required: true },
    NameEnglish: { kind: 'text', max: 50, nullable: true },
    NetPrice: { kind: 'number', from: 0, to: 99000000 },
    NetPriceWithDiscount: { kind: 'number', from: 0, to: 99000000 },
    GrossPrice: { kind: 'number', from: 0, to: 99000000 },
    CodingId: { kind: 'uuid', required: true },
    CodingName: { kind: 'text', nullable: true, readOnly: true },
    UnitId: { kind: 'uuid', required: true },
    UnitName: { kind: 'text', nullable: true, readOnly: true },
    UnitAbbreviation: { kind: 'text', nullable: true, readOnly: true },
    StockBalance: { kind: 'number', from: -1000000000000000, to: 1000000000000000 },
    StockBalanceManuallyChangedUtc: { kind: 'moment', nullable: true, readOnly: true },
    StockBalanceReserved: { kind: 'number', readOnly: true },
    StockBalanceAvailable: { kind: 'number', readOnly: true },
    CreatedUtc: { kind: 'moment', readOnly: true },
    ChangedUtc: { kind: 'moment', readOnly: true },
    HouseWorkType: { kind: 'integer', nullable: true },
    PurchasePrice: { kind: 'number', from: 0, to: 99000000 },
    PurchasePriceManuallyChangedUtc: { kind: 'moment', nullable: true, readOnly: true },
    SendToWebshop: { kind: 'boolean' },
    UsesMoss: { kind: 'boolean' },
    ArticleLabels: { kind: 'list', of: () => label },
    MessageThreads: { kind: 'any', readOnly: true },
    Notes: { kind: 'any', readOnly: true },
    Note: { kind: 'text', max: 4000, nullable: true },
    IsStock: { kind: 'boolean' },
    ShowStockInformation: { kind: 'boolean', readOnly: true },
    IsServiceArticle: { kind: 'boolean', readOnly: true },
    StockLocationReference: { kind: 'text', nullable: true },
    FreightCosts: { kind: 'number', from: 0, to: 99000000 },
    FreightCostsManuallyChangedUtc: { kind: 'moment', nullable: true, readOnly: true },
    UpdateStockPrices: { kind: 'boolean' },
    Barcodes: { kind: 'list', of: () => barcode },
    StockValue: { kind: 'number', readOnly: true },
    GreenTechnologyType: { kind: 'integer', nullable: true },
    DiscountPercentage: { kind: 'number' },
    CurrencyCode: { kind: 'text', max: 3, nullable: true },
    PurchasePriceWithCurrency: { kind: 'number' },
    FreightCostWithCurrency: { kind: 'number' },
    OrderingPoint: { kind: 'number', nullable: true },
    SupplierId: { kind: 'uuid', nullable: true },
    SupplierArticleNumber: { kind: 'text', max: 16, nullable: true },
  },
}
