import type { AccountViewSandbox } from '#connectors/accountview/sandbox/start.ts'
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

/** As the till writes a price of a price group down. */
const inTill = (amount: number, from: number) => `"minimumAmount":${from},"priceExcl":${amount * 100}`

/** In AccountView, where it is installed. */
export const accountViewHands: HandsOf = ({ server }) => {
  const { add, change } = server as AccountViewSandbox

  function debtor(number: number, email = emailOf(number)): Deed {
    add('CONTACT', {
      ...{ SUB_NR: String(20_000 + number), ACCT_NAME: personOf(number), SRC_CODE: `P${number}`, ACCT_NR: '1300', VAT_CODE: '1' },
      ...{ ADDRESS1: `Proefstraat ${number}`, ST_STREET: 'Proefstraat', ST_NR: String(number), POST_CODE: '3511 AB', CITY: 'Utrecht' },
      ...{ CNT_CODE: 'NL', MAIL_BUS: email, TEL_BUS: '030 555 0100' },
    })
    return { mark: personOf(number) }
  }

  function article(number: number, sku = skuOf(number)): Deed {
    add('ARTICLE', { ART_CODE: sku, ART_DESC1: productOf(number), AG_CODE: 'G01', PX_SELL: 16.49, COST_PX: 7, QTY_TECH: 5, K1_EAN: '' })
    return { mark: productOf(number) }
  }

  function stock(sku: string, amount: number): Deed {
    change('ARTICLE', { ART_CODE: sku }, { QTY_TECH: amount })
    return { mark: sku, amount: String(amount) }
  }

  /** For the wholesale list, from so many pieces on. */
  function price(number: number, amount: number, sku = '120101'): Deed {
    const from = 30 + number
    add('K_PRICES', { REC_ID: `T${number}`, K_LIST: 'GROOT', K_ART: sku, K_FROM: from, K_PRICE: amount, K_BEGIN: '2026-01-01T00:00:00' })
    return { mark: inTill(amount, from), key: `GROOT · ${sku} · from ${from}` }
  }

  const groupCode = (number: number) => `P${number}`.slice(0, 5)

  return {
    add(entity, number) {
      switch (entity) {
        case 'customer':
          return debtor(number)
        case 'product':
          return article(number)
        case 'stock':
          return stock(stockedSku(number), amountOf(number))
        case 'price':
          return price(number, 30 + number)
        case 'category':
          add('ART_GRP', { AG_CODE: groupCode(number), AG_DESC: groupOf(number) })
          return { mark: groupOf(number) }
        default:
          return cannotDo('AccountView', entity)
      }
    },
    change(entity, number) {
      switch (entity) {
        case 'customer':
          change('CONTACT', { SUB_NR: String(20_000 + number) }, { TEL_BUS: phoneOf(number) })
          return { mark: phoneOf(number).slice(4) }
        case 'product':
          change('ARTICLE', { ART_CODE: skuOf(number) }, { ART_DESC1: `${productOf(number)} nieuw` })
          return { mark: `${productOf(number)} nieuw` }
        case 'stock':
          return stock(stockedSku(number), amountOf(number) + 100)
        case 'price':
          change('K_PRICES', { REC_ID: `T${number}` }, { K_PRICE: 20 + number })
          return { mark: inTill(20 + number, 30 + number), key: `GROOT · 120101 · from ${30 + number}` }
        case 'category':
          change('ART_GRP', { AG_CODE: groupCode(number) }, { AG_DESC: `${groupOf(number)} nieuw` })
          return { mark: `${groupOf(number)} nieuw` }
        default:
          return cannotDo('AccountView', entity)
      }
    },
    spoil(entity, number) {
      switch (entity) {
        case 'customer':
          debtor(number, '')
          return { mark: String(20_000 + number) }
        case 'product':
          article(number, wrongSkuOf(number))
          return { mark: wrongSkuOf(number) }
        case 'stock':
          article(number)
          return stock(skuOf(number), 5)
        case 'price':
          return price(number, 30 + number, wrongSkuOf(number).slice(0, 20))
        case 'category':
          add('ART_GRP', { AG_CODE: groupCode(number), AG_DESC: blank })
          // Without a name it goes by its number.
          return { mark: blank, arrives: true }
        default:
          return cannotDo('AccountView', entity)
      }
    },
  }
}
