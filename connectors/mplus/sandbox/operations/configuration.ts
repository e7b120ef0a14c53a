import type { Answer, Taken } from '../schema/operations.ts'
import { branches, deliveryMethods, paymentMethods, priceGroups, turnoverGroups, vatPercentages } from '../shop/configuration.ts'
import { toMoment } from '../shop/moments.ts'
import type { Shop } from '../shop/shop.ts'

export function getApiVersion(shop: Shop): Answer<'getApiVersion'> {
  return {
    majorNumber: 67,
    minorNumber: 1,
    revisionNumber: 3,
    serviceMajorNumber: 67,
    serviceMinorNumber: 1,
    serviceRevisionNumber: 3,
    serviceHostname: 'sandbox',
    serverDateTime: toMoment(shop.now()),
    inDebugMode: false,
    serviceVersionDisplayString: '67.1.3',
  }
}

export function getBranches(): Answer<'getBranches'> {
  return {
    branches: {
      branch: branches.map(({ workplaces, ...branch }) => ({
        ...branch,
        workplaces: {
          workplace: workplaces.map((workplaceNumber) => ({ workplaceNumber, workplaceName: `Kassa ${workplaceNumber}`, isMobile: false })),
        },
        countryCode: 528,
        countryIso3: 'NLD',
        countryName: 'Nederland',
      })),
    },
  }
}

/** One row per branch and code, so that a reader meets every code more than once. */
export function getVatGroupList(): Answer<'getVatGroupList'> {
  return {
    vatGroup: branches.flatMap(({ branchNumber }) =>
      [...vatPercentages].map(([vatCode, vatPercentage]) => ({
        branchNumber,
        countryCode: 528,
        countryIso3: 'NLD',
        vatCode,
        vatPercentage,
      })),
    ),
  }
}

export function getPriceGroupList(): Answer<'getPriceGroupList'> {
  return { priceGroup: priceGroups }
}

export function getTurnoverGroups(): Answer<'getTurnoverGroups'> {
  return {
    turnoverGroupList: {
      turnoverGroup: turnoverGroups.map((group) => ({ turnoverGroupType: 'TURNOVER-GROUP-TYPE-TURNOVER', ...group })),
    },
  }
}

export function getPaymentMethodsV2(_shop: Shop, { request }: Taken<'getPaymentMethodsV2'>): Answer<'getPaymentMethodsV2'> {
  const types = request.paymentMethodTypes ?? []
  return {
    paymentMethodList: {
      paymentMethod: paymentMethods
        .filter(({ type }) => types.length === 0 || types.includes(type))
        .filter(({ accountNumber }) => request.accountNumber === undefined || request.accountNumber === accountNumber)
        .map((method) => ({ ...method, buttonText: method.description, allowNegativeAmount: true, active: true })),
    },
  }
}

export function getDeliveryMethodsV2(_shop: Shop, { request }: Taken<'getDeliveryMethodsV2'>): Answer<'getDeliveryMethodsV2'> {
  return {
    deliveryMethodList: {
      deliveryMethod: deliveryMethods
        .filter(({ enabled }) => enabled || request.onlyEnabled !== true)
        .map((method) => ({ ...method, buttonText: method.description })),
    },
  }
}

export function getCurrentSyncMarkersV2(
  { markers }: Shop,
  { request }: Taken<'getCurrentSyncMarkersV2'>,
): Answer<'getCurrentSyncMarkersV2'> {
  return {
    ...(request.includeArticleSyncMarker && { articleSyncMarker: markers.article }),
    ...(request.includeArticleGroupSyncMarker && { articleGroupSyncMarker: markers.articleGroup }),
    ...(request.includeRelationSyncMarker && { relationSyncMarker: markers.relation }),
    ...(request.includeEmployeeSyncMarker && { employeeSyncMarker: 0 }),
    ...(request.includeInvoiceSyncMarker && { invoiceSyncMarker: markers.invoice }),
    ...(request.includeReceiptSyncMarker && { receiptSyncMarker: 0 }),
    ...(request.includeOrderSyncMarker && { orderSyncMarker: markers.order }),
    ...(request.includeStockId && { stockId: markers.stock }),
  }
}
