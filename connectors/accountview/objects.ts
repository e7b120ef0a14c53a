/** A group of data AccountView opens to the outside, under the code it is asked for by. */
export interface BusinessObject {
  readonly code: string
  /** Of its records; lines stand in `lines`. */
  readonly table: string
  /** What `LastKey` goes on after. */
  readonly key: string
  readonly lines?: string
  /** For people: "debtors (AR1)". */
  readonly label: string
}

/**
 * The objects this connector uses. AccountView publishes no list: codes and tables are what working client programs send, and keys
 * beyond SUB_NR, ACCT_NR and REC_ID are our reading. A correction of any of them belongs here and nowhere else.
 */
export const objects = {
  debtors: { code: 'AR1', table: 'CONTACT', key: 'SUB_NR', label: 'debtors' },
  articles: { code: 'AK1', table: 'ARTICLE', key: 'ART_CODE', label: 'articles' },
  articleGroups: { code: 'AG1', table: 'ART_GRP', key: 'AG_CODE', label: 'article groups' },
  deliveryAddresses: { code: 'ADDR', table: 'DEL_ADDR', key: 'REC_ID', label: 'delivery addresses' },
  salesOrders: { code: 'SO1', table: 'SO_HDR', key: 'REC_ID', lines: 'SO_LINE', label: 'sales orders' },
  journalPages: { code: 'DJ2', table: 'DJ_PAGE', key: 'REC_ID', lines: 'DJ_LINE', label: 'journal pages' },
  journals: { code: 'DJ1', table: 'DAILY', key: 'DJ_CODE', label: 'journals' },
  ledger: { code: 'GL1', table: 'LEDGER', key: 'ACCT_NR', label: 'ledger accounts' },
  vatCodes: { code: 'VA1', table: 'VAT', key: 'VAT_CODE', label: 'VAT codes' },
} as const satisfies Readonly<Record<string, BusinessObject>>

/** The field of a sales order's number is not published; the first of these that the dictionary shows is taken for it. */
export const orderNumberFields = ['ORD_NR', 'SO_NR', 'ORDER_NR', 'REC_ID'] as const

/** Rows asked for at a time; the largest page is not published, and 200 is what a client in use takes. */
export const pageSize = 200

/** Conditions joined by OR in one request, so that its address stays short. */
export const keysPerRequest = 20
