import { describe, expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { mplus } from './connector.ts'
import { noSignal, scriptedTill, soapFault, tillSettings } from './testing/scripted-till.ts'

const settings = parseSettings(mplus.fields, { port: 49_999, ident: 'demo-ident', secret: 'demo-secret' })

describe('the address of a till', () => {
  it('is the shared host with the customer’s own port', () => {
    expect([mplus.origin(settings), mplus.account(settings)]).toEqual(['https://api.mpluskassa.nl:49999', 'api.mpluskassa.nl:49999'])
  })

  it.each([
    ['http://127.0.0.1', 'http://127.0.0.1:49999'],
    ['http://localhost', 'http://localhost:49999'],
    ['api.mpluskassa.nl', 'https://api.mpluskassa.nl:49999'],
    ['https://api.mpluskassa.nl:49999/', 'https://api.mpluskassa.nl:49999'],
  ])('may be given as %s', (address, origin) => {
    expect(mplus.origin({ ...settings, address })).toBe(origin)
  })

  it.each([
    ['http://api.mpluskassa.nl', 'address-not-https'],
    ['http://127.0.0.1.example.nl', 'address-not-https'],
    ['ftp://api.mpluskassa.nl', 'address-not-https'],
    ['https://api.mpluskassa.nl:44281', 'port-twice'],
    ['https://api.mpluskassa.nl/?ident=a&secret=b', 'address-too-long'],
    ['https://a:b@api.mpluskassa.nl', 'address-too-long'],
    ['not an address', 'address-unreadable'],
  ])('may not be %s', (address, code) => {
    expect(() => mplus.origin({ ...settings, address })).toThrow(expect.objectContaining({ code }))
  })

  it('never comes back in a message with the secret that was pasted along', () => {
    expect(() => mplus.origin({ ...settings, address: 'https://api.mpluskassa.nl/?secret=hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })

  it.each([0, 70_000, 443.5])('may not have port %d', (port) => {
    expect(() => mplus.origin({ ...settings, port })).toThrow(expect.objectContaining({ code: 'port-unreadable' }))
  })
})

it('asks for the credentials as secrets and says where a bookkeeper gets them', () => {
  const { ident, secret } = mplus.fields
  expect([ident, secret].map(({ kind, howToObtain }) => [kind, howToObtain?.includes('Ask MplusKASSA')])).toEqual([
    ['secret', true],
    ['secret', true],
  ])
})

it('refuses a time zone that is none when it connects', () => {
  const context = {
    settings: { ...tillSettings, timeZone: 'Europe/Utrecht' },
    http: { send: () => Promise.reject(new Error('unused')) },
    clock: { now: () => new Date(0), sleep: async () => {} },
    log: () => {},
  }
  expect(() => mplus.connect(context)).toThrow(expect.objectContaining({ code: 'time-zone-unknown' }))
})

describe('checking the connection', () => {
  const version =
    '<majorNumber>67</majorNumber><minorNumber>1</minorNumber><revisionNumber>3</revisionNumber><inDebugMode>false</inDebugMode>'
  const branch = (number: number, name: string) => `<branch><branchNumber>${number}</branchNumber><branchName>${name}</branchName></branch>`

  it('names the shop, the till and the version', async () => {
    const till = scriptedTill({
      getApiVersion: version,
      getBranches: `<branches>${branch(1, 'Buitenhuis Utrecht')}${branch(2, 'Buitenhuis Amersfoort')}</branches>`,
    })
    expect(await mplus.check(till.client, noSignal)).toEqual({
      account: 'Buitenhuis Utrecht and 1 more · api.mpluskassa.nl:49999',
      version: '67.1.3',
      warnings: [],
    })
  })

  it('warns of a till without branches and of one that is not head office', async () => {
    const till = scriptedTill({ getApiVersion: `${version}<isSlaveApi>true</isSlaveApi>`, getBranches: '<branches/>' })
    expect((await mplus.check(till.client, noSignal)).warnings).toHaveLength(2)
  })

  it('says which credentials are wrong', async () => {
    const till = scriptedTill({ getApiVersion: [soapFault('Client.Authentication', 'Invalid credentials')] })
    await expect(mplus.check(till.client, noSignal)).rejects.toMatchObject({ name: 'ConnectionError', code: 'credentials-refused' })
  })
})

describe('lists of the till', () => {
  it.each([
    [
      'branches',
      { getBranches: '<branches><branch><branchNumber>1</branchNumber><branchName>Utrecht</branchName></branch></branches>' },
      [{ value: '1', label: '1 · Utrecht' }],
    ],
    [
      'vat-codes',
      {
        getVatGroupList:
          '<vatGroup><branchNumber>1</branchNumber><vatCode>1</vatCode><vatPercentage>2100</vatPercentage></vatGroup><vatGroup><branchNumber>2</branchNumber><vatCode>1</vatCode><vatPercentage>2100</vatPercentage></vatGroup><vatGroup><vatCode>2</vatCode><vatPercentage>9</vatPercentage></vatGroup>',
      },
      [
        { value: '1', label: 'VAT code 1 (21 %)', rate: '21' },
        { value: '2', label: 'VAT code 2 (9 %)', rate: '9' },
      ],
    ],
    [
      'turnover-groups',
      {
        getTurnoverGroups:
          '<turnoverGroupList><turnoverGroup><turnoverGroup>10</turnoverGroup><turnoverGroupName>Kleding</turnoverGroupName></turnoverGroup></turnoverGroupList>',
      },
      [{ value: '10', label: '10 · Kleding' }],
    ],
    [
      'payment-methods',
      {
        getPaymentMethodsV2:
          '<paymentMethodList><paymentMethod><method>PIN</method><description>Pinpas</description></paymentMethod><paymentMethod><method>OUD</method><active>false</active></paymentMethod></paymentMethodList>',
      },
      [{ value: 'PIN', label: 'Pinpas' }],
    ],
    [
      'delivery-methods',
      {
        getDeliveryMethodsV2:
          '<deliveryMethodList><deliveryMethod><deliveryMethod>POST</deliveryMethod><description>PostNL</description></deliveryMethod></deliveryMethodList>',
      },
      [{ value: 'POST', label: 'PostNL' }],
    ],
    [
      'article-groups',
      {
        getArticleGroups:
          '<articleGroupList><articleGroups><groupNumber>3</groupNumber><name>Kleding</name></articleGroups></articleGroupList>',
      },
      [{ value: '3', label: 'Kleding' }],
    ],
  ] as const)('%s', async (name, script, choices) => {
    expect(await mplus.lists?.[name]?.load(scriptedTill(script).client, noSignal)).toEqual(choices)
  })
})
