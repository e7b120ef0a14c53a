import { describe, expect, it } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { stock as stockSchema } from '#core/model/stock.ts'
import { noSignal, type Script, scriptedTill } from '../testing/scripted-till.ts'
import { stock } from './stock.ts'

const branches =
  '<branches><branch><branchNumber>1</branchNumber><branchName>Utrecht</branchName></branch><branch><branchNumber>2</branchNumber><branchName>Amersfoort</branchName></branch></branches>'
const row = (branch: number, article: number, stockId: number, free = '5', places = '0') =>
  `<articleStocks><branchNumber>${branch}</branchNumber><articleNumber>${article}</articleNumber><stockId>${stockId}</stockId><amountFree>${free}</amountFree><decimalPlacesFree>${places}</decimalPlacesFree>` +
  '<amountReserved>2</amountReserved><decimalPlacesReserved>0</decimalPlacesReserved><amountIncoming>10</amountIncoming><isDayStockArticle>false</isDayStockArticle></articleStocks>'

async function read(script: Script, position: Page['position'] = null) {
  const till = scriptedTill({ getBranches: branches, ...script })
  const pages: Page[] = []
  for await (const page of stock.read?.pages(till.client, { position, settings: {} as never, signal: noSignal }) ?? []) pages.push(page)
  return { till, pages }
}

describe('reading stock', () => {
  it('asks what changed, then for those articles in all branches, and adds up', async () => {
    const { till, pages } = await read(
      { getStock: [row(1, 120101, 9), row(1, 120101, 9, '45', '1') + row(2, 120101, 3)] },
      { stockId: '8' },
    )
    expect([0, 1].map((call) => till.body('getStock', call))).toEqual([
      '<getStock><request><branchNumber>1</branchNumber><articleNumbers/><stockId>8</stockId><branchNumbers><branchNumber>1</branchNumber><branchNumber>2</branchNumber></branchNumbers></request></getStock>',
      '<getStock><request><branchNumber>1</branchNumber><articleNumbers><articleNumbers>120101</articleNumbers></articleNumbers><branchNumbers><branchNumber>1</branchNumber><branchNumber>2</branchNumber></branchNumbers></request></getStock>',
    ])
    expect(pages[0]).toMatchObject({
      position: { stockId: '9' },
      remaining: 0,
      records: [
        {
          key: '120101',
          data: {
            sku: '120101',
            available: '9.5',
            reserved: '4',
            onHand: '13.5',
            incoming: '20',
            locations: [
              { location: '1', available: '4.5', onHand: '6.5' },
              { location: '2', available: '5', onHand: '7' },
            ],
          },
        },
      ],
    })
    expect(stockSchema.safeParse(pages[0]?.records[0]?.data).error).toBeUndefined()
  })

  it('does not read the last row again when the service counts it in', async () => {
    const { pages } = await read({ getStock: row(1, 120101, 9) }, { stockId: '9' })
    expect(pages).toEqual([])
  })

  it('names the stock that cannot be read, gives that of the others and moves past it', async () => {
    const rows = row(1, 120101, 9, '5', '-2') + row(1, 120102, 8)
    const { pages } = await read({ getStock: rows })
    expect([pages[0]?.records.map(({ key }) => key), pages[0]?.position]).toEqual([['120102'], { stockId: '9' }])
    expect(pages[0]?.unreadable).toMatchObject([
      { entity: 'stock', key: '120101', error: { code: 'quantity-unreadable', message: expect.stringMatching(/^Stock 120101: .*"-2"/) } },
    ])
  })

  it('asks no further for an article number that is none, which the till would refuse for all', async () => {
    const odd = row(1, 120101, 9).replace('120101', 'A1')
    const { till, pages } = await read({ getStock: [odd + row(1, 120102, 8), row(1, 120102, 8)] })
    expect(till.body('getStock', 1)).toContain('<articleNumbers><articleNumbers>120102</articleNumbers></articleNumbers>')
    expect(pages[0]?.unreadable).toMatchObject([{ key: 'A1', error: { message: expect.stringContaining('"A1"') } }])
  })

  it('takes a change whose stock id is none for a change, and moves no position by it', async () => {
    const odd = row(1, 120101, 9).replace('<stockId>9<', '<stockId>x<')
    const { pages } = await read({ getStock: odd }, { stockId: '8' })
    expect([pages[0]?.records.map(({ key }) => key), pages[0]?.position]).toEqual([['120101'], { stockId: '8' }])
  })

  it('moves its position over many articles oldest change first, so that none is left behind', async () => {
    const rows = Array.from({ length: 201 }, (_, index) => row(1, 1000 + index, 500 - index)).join('')
    const { pages } = await read({ getStock: rows })
    expect(pages.map(({ position, records, remaining }) => [position, records.length, remaining])).toEqual([
      [{ stockId: '499' }, 200, 1],
      [{ stockId: '500' }, 1, 0],
    ])
  })
})

describe('setting stock', () => {
  const settings = { branch: '1', quantity: 'available', employeeNumber: 999_999 }
  const write = async (script: Script, data: Record<string, unknown>, own = {}) => {
    const till = scriptedTill(script)
    const items = [{ key: '120101', externalId: 'odoo.demo.stock.120101', data, attempt: 'first' }]
    const results = await stock.create?.run(till.client, { items, settings: { ...settings, ...own }, signal: noSignal } as never)
    return { till, result: results?.[0] }
  }

  it('sends exactly this', async () => {
    const { till, result } = await write(
      { setStock: '<result>SET-STOCK-RESULT-OK</result><stockId>12</stockId>' },
      { sku: '120101', available: '4.5', onHand: '6' },
    )
    expect(till.body('setStock')).toBe(
      '<setStock><request><branchNumber>1</branchNumber><articleNumber>120101</articleNumber><amount>45</amount><decimalPlaces>1</decimalPlaces><employeeNumber>999999</employeeNumber></request></setStock>',
    )
    expect([result, till.sent[0]?.repeatable]).toEqual([{ ok: true, id: '120101', label: '120101: 4.5' }, true])
  })

  it('takes the quantity on hand where so chosen', async () => {
    const { till } = await write(
      { setStock: '<result>SET-STOCK-RESULT-OK</result>' },
      { sku: '120101', available: '4.5', onHand: '6' },
      { quantity: 'onHand' },
    )
    expect(till.body('setStock')).toContain('<amount>6</amount>')
  })

  it.each([
    ['NO-STOCK-ARTICLE', 'no-stock-article'],
    ['ARTICLE-NOT-FOUND', 'product-missing'],
    ['BRANCH-NOT-FOUND', 'branch-unknown'],
    ['FAILED', 'refused'],
  ])('tells %s as %s', async (result, code) => {
    const { result: written } = await write({ setStock: `<result>SET-STOCK-RESULT-${result}</result>` }, { sku: '120101', available: '1' })
    expect(written).toMatchObject({ ok: false, uncertain: false, error: { code } })
  })

  it.each([
    [{ sku: 'CHAIR', available: '1' }, 'sku-not-numeric'],
    [{ sku: '120101' }, 'quantity-missing'],
  ])('refuses %j before sending', async (data, code) => {
    const { till, result } = await write({}, data)
    expect([result, till.sent]).toMatchObject([{ ok: false, error: { code } }, []])
  })
})

it('finds the stock of articles in one call', async () => {
  const till = scriptedTill({ getBranches: branches, getStock: row(1, 120101, 9) })
  const found = await stock.find?.run(till.client, {
    by: 'sku',
    items: [{ key: '120101' }, { key: '120102' }, { key: 'X' }],
    signal: noSignal,
  })
  expect([...(found ?? [])].map(([key, hits]) => [key, hits.length])).toEqual([
    ['120101', 1],
    ['120102', 0],
    ['X', 0],
  ])
})
