import { stamp } from '#connectors/visma-net/sandbox/company.ts'
import type { VismaNetSandbox } from '#connectors/visma-net/sandbox/start.ts'
import {
  amountOf,
  blank,
  cannotDo,
  type Deed,
  emailOf,
  groupOf,
  type HandsOf,
  personOf,
  phoneOf,
  productOf,
  skuOf,
  stockedSku,
  wrongSkuOf,
} from './hands.ts'

/** In the company itself, in the browser. */
export const vismaNetHands: HandsOf = ({ server }) => {
  const { company } = server as VismaNetSandbox
  const categories = company.settings.salesCategories as { id: number; name: string; parent: number }[]
  const touched = () => ({ lastModifiedDateTime: stamp(company.now()) })

  function customer(number: number, email = emailOf(number)): Deed {
    const id = String(company.next('customer'))
    const address = { addressLine1: `Proefstraat ${number}`, postalCode: '3511 AB', city: 'Utrecht', country: { id: 'NL', name: 'NL' } }
    const dto = {
      ...{ internalId: company.next('id'), number: id, name: personOf(number), status: 'Active', currencyId: 'EUR' },
      ...{ customerClass: { id: '1' }, creditTerms: { id: '14' }, mainContact: { name: personOf(number), email, phone1: '030 555 0100' } },
      ...{ mainAddress: address, invoiceAddress: address, deliveryAddress: address, createdDateTime: stamp(company.now()), ...touched() },
    }
    company.customers.set(id, { dto, version: company.next('id') })
    return { mark: personOf(number) }
  }

  function item(number: number, sku = skuOf(number)): Deed {
    const model = company.items.get('120101')
    const dto = {
      ...model?.dto,
      ...{ inventoryId: company.next('id'), inventoryNumber: sku, description: productOf(number), crossReferences: [], ...touched() },
    }
    company.items.set(sku, { dto, stock: new Map(), version: company.next('id') })
    return { mark: productOf(number) }
  }

  function stock(sku: string, amount: number): Deed {
    const place = { onHand: amount, available: amount, availableForShipment: amount, onPurchase: 0, modifiedMs: company.now().getTime() }
    const { stock: places } = company.items.get(sku) ?? { stock: new Map() }
    places.set('UTR', place)
    places.set('OSL', { ...place, onHand: 0, available: 0, availableForShipment: 0 })
    return { mark: sku, amount: String(amount) }
  }

  return {
    add(entity, number) {
      switch (entity) {
        case 'customer':
          return customer(number)
        case 'product':
          return item(number)
        case 'stock':
          return stock(stockedSku(number), amountOf(number))
        case 'category':
          categories.push({ id: 900 + number, name: groupOf(number), parent: 0 })
          return { mark: groupOf(number) }
        default:
          return cannotDo('Visma.net', entity)
      }
    },
    change(entity, number) {
      switch (entity) {
        case 'customer': {
          const found = [...company.customers.values()].find(({ dto }) => dto.name === personOf(number))
          Object.assign(found?.dto ?? {}, touched(), {
            mainContact: { ...(found?.dto.mainContact as object), phone1: phoneOf(number) },
          })
          return { mark: phoneOf(number).slice(4) }
        }
        case 'product':
          Object.assign(company.items.get(skuOf(number))?.dto ?? {}, touched(), { description: `${productOf(number)} nieuw` })
          return { mark: `${productOf(number)} nieuw` }
        case 'stock':
          return stock(stockedSku(number), amountOf(number) + 100)
        case 'category':
          Object.assign(categories.find(({ id }) => id === 900 + number) ?? {}, { name: `${groupOf(number)} nieuw` })
          return { mark: `${groupOf(number)} nieuw` }
        default:
          return cannotDo('Visma.net', entity)
      }
    },
    spoil(entity, number) {
      switch (entity) {
        case 'customer':
          return customer(number, '')
        case 'product':
          item(number, wrongSkuOf(number))
          return { mark: wrongSkuOf(number) }
        case 'stock':
          item(number)
          return stock(skuOf(number), 5)
        case 'category':
          categories.push({ id: 900 + number, name: blank, parent: 0 })
          // Without a name it goes by its number.
          return { mark: blank, arrives: true }
        default:
          return cannotDo('Visma.net', entity)
      }
    },
  }
}
