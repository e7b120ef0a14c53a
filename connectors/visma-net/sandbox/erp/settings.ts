import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { json } from '../answers.ts'
import type { Company, SalesCategory } from '../company.ts'
import type { ErpRequest } from './erp.ts'
import { answerList, equals } from './list.ts'

type Answer = (company: Company, request: ErpRequest) => SandboxResponse

const startDate = '2019-01-01T00:00:00'

const vat: Answer = ({ settings }) =>
  json(
    200,
    settings.taxes.map(({ vat: vatId, category, description, rate }) => ({
      ...{ vatId, description, type: 'Vat', vatCategoryId: category, zones: [] },
      schedules: [{ startDate, vatRate: rate, groupType: 'Output' }],
    })),
  )

const vatCategory: Answer = ({ settings }) =>
  json(
    200,
    settings.taxes.map(({ vat: vatId, category: vatCategoryId, description, rate }) => ({
      ...{ vatCategoryId, description, active: true },
      vatCategoryLines: [{ vatId, description, type: 'Vat', vatRates: [{ revisionID: '1', startDate, vatRate: rate }] }],
    })),
  )

const vatZone: Answer = () =>
  json(
    200,
    vatZones.map(([id, description]) => ({ id, description })),
  )

/** Where customers are taxed: at home, in the Union, beyond it. */
export const vatZones: readonly (readonly [string, string])[] = [
  ['01', 'Domestic'],
  ['02', 'EU'],
  ['03', 'Outside the EU'],
]

/** The one list that is an object with its records inside. */
const creditTerm: Answer = ({ settings }) =>
  json(200, {
    ...{ pageNumber: 1, pageSize: 100, totalCount: settings.terms.length },
    records: settings.terms.map(({ id: termsId, description, days }) => ({
      termsId,
      description,
      dueDateType: 'FixedNumberOfDays',
      dueDay1: days,
    })),
  })

const warehouse: Answer = ({ settings }) =>
  json(
    200,
    settings.warehouses.map(({ id: warehouseID, description, branch }) => ({
      warehouseID,
      description,
      active: true,
      branch: { number: branch },
    })),
  )

const branch: Answer = ({ settings }) =>
  json(
    200,
    settings.branches.map(({ number, name }, index) => ({ branchId: index + 1, number, name, isActive: true, isMainBranch: index === 0 })),
  )

const account: Answer = ({ settings }) =>
  json(
    200,
    settings.accounts.map(({ number: accountCD, description, type }, index) => ({
      accountID: index + 1,
      accountCD,
      description,
      type,
      active: true,
    })),
  )

const salesOrderType: Answer = ({ settings }, { query }) =>
  answerList({
    records: settings.orderTypes.map(({ id: orderType, behavior, description, active }) => ({ orderType, behavior, description, active })),
    query,
    maxPageSize: 100,
  })

const salesCategory: Answer = ({ settings }) => json(200, branchesBelow(settings.salesCategories, 0))

/** A tree: categories hang inside the one above them. */
function branchesBelow(all: readonly SalesCategory[], parent: number): readonly unknown[] {
  return all
    .filter((one) => one.parent === parent)
    .map(({ id: categoryID, name: description }, sortOrder) => ({
      ...{ categoryID, description, parentID: parent, sortOrder },
      subCategories: branchesBelow(all, categoryID),
    }))
}

const paymentMethod: Answer = ({ settings }) =>
  json(
    200,
    settings.paymentMethods.map(({ id: paymentMethodID, description }) => ({ paymentMethodID, description, active: true })),
  )

const carrier: Answer = ({ settings }) =>
  json(
    200,
    settings.carriers.map(({ id: carrierId, description: carrierDescription }) => ({ carrierId, carrierDescription })),
  )

const organization: Answer = ({ settings }) =>
  json(200, [
    { organizationCd: '1', name: settings.name, baseCurrency: 'EUR', branches: settings.branches.map(({ number }) => ({ number })) },
  ])

const customerSalesPrice: Answer = ({ prices }, { query }) =>
  answerList({
    records: prices.map(({ ...price }) => ({ ...price, currency: 'EUR', uoM: 'STK' })),
    query,
    maxPageSize: 100,
    filters: {
      priceType: ({ priceType }, wanted) => wanted === 'All' || priceType === wanted,
      priceCode: equals(({ priceCode }) => priceCode),
      inventoryId: equals(({ inventoryId }) => inventoryId),
    },
  })

/** Lists of what the company is set up with, by the last part of their path, which minds no capitals. */
export const settingsLists: Readonly<Record<string, Answer>> = {
  vat,
  vatcategory: vatCategory,
  vatzone: vatZone,
  creditterm: creditTerm,
  warehouse,
  branch,
  account,
  salesordertype: salesOrderType,
  salescategory: salesCategory,
  paymentmethod: paymentMethod,
  carrier,
  organization,
  customersalesprice: customerSalesPrice,
}
