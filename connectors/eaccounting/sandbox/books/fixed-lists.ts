import type { Row } from '../schema/shape.ts'

/** Ids that are the same in every practice company, so that a flow built on one fits the next. */
const id = (kind: number, number: number): string => `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`

const coding = (number: number, name: string, english: string, type: 'Goods' | 'Services', percent: number, account: number): Row => ({
  Id: id(1, number),
  Name: name,
  NameEnglish: english,
  Type: type,
  VatRate: `${percent}%`,
  IsActive: true,
  // Percentages are fractions everywhere in this API.
  VatRatePercent: percent / 100,
  DomesticSalesSubjectToVatAccountNumber: account,
  DomesticSalesVatExemptAccountNumber: 3004,
  ForeignSalesVatExemptWithinEuAccountNumber: 3108,
  ForeignSalesVatExemptOutsideEuAccountNumber: 3105,
  ChangedUtc: '2026-01-02T08:00:00Z',
})

/** Account and VAT rate of an article hang on its coding. A Dutch company: 21, 9 and 0 %. */
export const codings: readonly Row[] = [
  coding(1, 'Goederen 21 %', 'Goods 21 %', 'Goods', 21, 8000),
  coding(2, 'Goederen 9 %', 'Goods 9 %', 'Goods', 9, 8010),
  coding(3, 'Goederen 0 %', 'Goods 0 %', 'Goods', 0, 8020),
  coding(4, 'Diensten 21 %', 'Services 21 %', 'Services', 21, 8100),
]

const unit = (number: number, name: string, english: string, abbreviation: string, code: string): Row => ({
  ...{ Id: id(2, number), Name: name, Code: code, Abbreviation: abbreviation, AbbreviationEnglish: english },
})

export const units: readonly Row[] = [
  unit(1, 'Stuk', 'pc', 'st', 'C62'),
  unit(2, 'Kilogram', 'kg', 'kg', 'KGM'),
  unit(3, 'Uur', 'h', 'u', 'HUR'),
]

const terms = (number: number, name: string, english: string, days: number, type: number): Row => ({
  ...{ Id: id(3, number), Name: name, NameEnglish: english, NumberOfDays: days, TermsOfPaymentTypeId: type },
  ...{ TermsOfPaymentTypeText: type === 0 ? 'Normal' : 'Cash', AvailableForSales: true, AvailableForPurchase: true },
})

export const termsOfPayment: readonly Row[] = [
  terms(1, '14 dagen', '14 days', 14, 0),
  terms(2, '30 dagen', '30 days', 30, 0),
  terms(3, 'Contant', 'Cash', 0, 1),
]

const vat = (number: number, code: string, description: string, rate: number): Row => ({
  ...{ Id: id(4, number), Code: code, Description: description, VatRate: rate, OssCodeType: 0, RelatedAccounts: {} },
})

export const vatCodes: readonly Row[] = [
  vat(1, '1a', 'Leveringen belast met hoog tarief', 0.21),
  vat(2, '1b', 'Leveringen belast met laag tarief', 0.09),
  vat(3, '1e', 'Leveringen belast met 0 %', 0),
]

export const deliveryMethods: readonly Row[] = [
  { Id: id(5, 1), Name: 'Afhalen', NameEnglish: 'Pick up', Code: 'AFH' },
  { Id: id(5, 2), Name: 'Pakketpost', NameEnglish: 'Parcel', Code: 'PAK' },
]

export const currencies: readonly Row[] = ['EUR', 'SEK', 'USD', 'GBP'].map((Code) => ({ Code }))

export const countries: readonly Row[] = (
  [
    ['NL', 'Nederland', 'Netherlands', true],
    ['BE', 'België', 'Belgium', true],
    ['DE', 'Duitsland', 'Germany', true],
    ['SE', 'Zweden', 'Sweden', true],
    ['GB', 'Verenigd Koninkrijk', 'United Kingdom', false],
  ] as const
).map(([Code, Name, NameEnglish, IsEuMember]) => ({ Code, Name, NameEnglish, IsEuMember }))
