import type { MplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { amountOf, cannotDo, type Deed, emailOf, groupOf, type HandsOf, personOf, phoneOf, productOf, skuOf, stockedSku } from './hands.ts'

/** At the till. */
export const mplusHands: HandsOf = ({ server }) => {
  const { till } = server as MplusSandbox
  const relations = new Map<number, number>()

  function customer(number: number, email = emailOf(number)): Deed {
    const name = personOf(number)
    const place = { address: `Proefstraat ${number}`, zipcode: '3511 AB', city: 'Utrecht', country: 'Nederland' }
    const { relationNumber = 0 } = till.addRelation({
      ...{ name, email, ...place, telephone: '030 555 0100' },
      defaultVatMethod: 'VAT-METHOD-INCLUSIVE',
    })
    relations.set(number, relationNumber)
    return { mark: name }
  }

  function product(number: number, name = productOf(number)): Deed {
    const article = {
      ...{ articleNumber: Number(skuOf(number)), pluNumber: skuOf(number), description: name, invoiceText: name, receiptText: name },
      ...{ turnoverGroup: 10, vatCode: 1, priceIncl: 1_995, webshop: true, stockArticle: true },
    }
    till.addProduct({ productNumber: 9_000 + number, description: name, articleList: { article: [article] }, groupNumbers: [2] })
    return { mark: name === '' ? skuOf(number) : name }
  }

  function order(number: number, articleNumber: number): Deed {
    const { mark } = customer(number)
    const line = { articleNumber, text: 'Proef', data: { quantity: 1, decimalPlaces: 0, price: 4_995, priceExcl: 4_128 } }
    const { orderId, totalInclAmount = 0 } = till.addOrder({
      ...{ orderType: 'ORDER-TYPE-SALES-ORDER', entryBranchNumber: 1, employeeNumber: 1, relationNumber: relations.get(number) ?? 0 },
      ...{ financialBranchNumber: 1, workplaceNumber: 1, reference: `Bon ${number}`, vatMethod: 'VAT-METHOD-INCLUSIVE' },
      ...{ deliveryMethod: 'AFHALEN', lineList: { line: [line] } },
    })
    till.payOrder(orderId, [{ method: 'PIN', amount: totalInclAmount }], 'deposit')
    return { mark }
  }

  function stock(articleNumber: number, amount: number): Deed {
    till.setStock({ branchNumber: 1, articleNumber, amount, decimalPlaces: 0, employeeNumber: 1 })
    till.setStock({ branchNumber: 2, articleNumber, amount: 0, decimalPlaces: 0, employeeNumber: 1 })
    return { mark: String(articleNumber), amount: String(amount) }
  }

  function category(number: number, name = groupOf(number)): Deed {
    till.addGroup({ groupNumber: 900 + number, parent: 0, name })
    return { mark: name }
  }

  return {
    add(entity, number) {
      switch (entity) {
        case 'customer':
          return customer(number)
        case 'product':
          return product(number)
        case 'order':
          return order(number, 120_101)
        case 'stock':
          return stock(Number(stockedSku(number)), amountOf(number))
        case 'category':
          return category(number)
        default:
          return cannotDo('MplusKASSA', entity)
      }
    },
    change(entity, number) {
      switch (entity) {
        case 'customer':
          till.changeRelation(relations.get(number) ?? 0, { telephone: phoneOf(number) })
          return { mark: phoneOf(number).slice(4) }
        case 'product':
          till.changeArticle(Number(skuOf(number)), { barcode: '8712345000003' })
          return { mark: '8712345000003' }
        case 'order':
          return order(number + 50, 120_102)
        case 'stock':
          return stock(Number(stockedSku(number)), amountOf(number) + 100)
        case 'category':
          return category(number, `${groupOf(number)} nieuw`)
        default:
          return cannotDo('MplusKASSA', entity)
      }
    },
    spoil(entity, number) {
      switch (entity) {
        case 'customer':
          customer(number, 'geen adres')
          return { mark: String(relations.get(number)) }
        case 'product':
          return product(number, '')
        case 'order':
          return order(number, 999_001)
        case 'stock':
          product(number)
          return stock(Number(skuOf(number)), 5)
        case 'category':
          till.addGroup({ groupNumber: 900 + number, parent: 0, name: '' })
          return { mark: String(900 + number) }
        default:
          return cannotDo('MplusKASSA', entity)
      }
    },
  }
}
