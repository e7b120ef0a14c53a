import { vatGroup } from './common-shapes.ts'
import { boolean, integer, list, repeated, structure, text } from './shape.ts'

export const getApiVersionResponse = structure('getApiVersionResponse', {
  majorNumber: integer,
  minorNumber: integer,
  revisionNumber: integer,
  serviceMajorNumber: integer,
  serviceMinorNumber: integer,
  serviceRevisionNumber: integer,
  isSlaveApi: boolean,
  serviceVersionDisplayString: text,
})

const workplace = structure('Workplace', { workplaceNumber: integer, workplaceName: text })

const branch = structure('Branch', {
  branchNumber: integer,
  branchName: text,
  workplaces: list('workplace', () => workplace),
  countryIso3: text,
})

export const getBranchesResponse = structure('getBranchesResponse', { branches: list('branch', () => branch) })

export const getCurrentSyncMarkersRequest = structure('GetCurrentSyncMarkersV2Request', {
  includeArticleSyncMarker: boolean,
  includeRelationSyncMarker: boolean,
  includeOrderSyncMarker: boolean,
  includeStockId: boolean,
})

export const getCurrentSyncMarkersResponse = structure('GetCurrentSyncMarkersV2Response', {
  articleSyncMarker: integer,
  relationSyncMarker: integer,
  orderSyncMarker: integer,
  stockId: integer,
})

export const getVatGroupListResponse = structure('getVatGroupListResponse', { vatGroup: repeated(vatGroup) })

export const getPriceGroupListResponse = structure('getPriceGroupListResponse', {
  priceGroup: repeated(structure('PriceGroup', { priceGroupNumber: integer, description: text })),
})

export const getTurnoverGroupsRequest = structure('GetTurnoverGroupsRequest', { onlyActive: boolean })

export const getTurnoverGroupsResponse = structure('GetTurnoverGroupsResponse', {
  turnoverGroupList: list('turnoverGroup', () =>
    structure('TurnoverGroup', { turnoverGroupType: text, turnoverGroup: integer, turnoverGroupName: text }),
  ),
})

export const getPaymentMethodsRequest = structure('GetPaymentMethodsRequest', {})

export const getPaymentMethodsResponse = structure('GetPaymentMethodsResponse', {
  paymentMethodList: list('paymentMethod', () => structure('PaymentMethod', { method: text, description: text, active: boolean })),
})

export const getDeliveryMethodsRequest = structure('GetDeliveryMethodsV2Request', { onlyEnabled: boolean })

export const getDeliveryMethodsResponse = structure('GetDeliveryMethodsV2Response', {
  deliveryMethodList: list('deliveryMethod', () =>
    structure('DeliveryMethod', { deliveryMethod: text, description: text, enabled: boolean }),
  ),
})
