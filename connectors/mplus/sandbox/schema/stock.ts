/**
 * Stock levels and how they are set.
 * Field names, types and their order are those of the vendor's public WSDL (protocol 67.1.3); this table holds what the sandbox speaks.
 */
export const stockShapes = {
  GetStockRequest: {
    branchNumber: 'int',
    articleNumbers: 'ArticleNumberList',
    stockId: 'long?',
    dayStockOnlyFilter: 'boolean?',
    branchNumbers: 'BranchNumberList?',
  },
  ArticleNumberList: {
    articleNumbers: 'long*',
  },
  BranchNumberList: {
    branchNumber: 'int*',
  },
  GetStockResponse: {
    articleStocks: 'ArticleStock*',
  },
  ArticleStock: {
    branchNumber: 'int?',
    articleNumber: 'long',
    changeTimestamp: 'SoapMplusDateTime?',
    stockId: 'long',
    amountFree: 'long',
    decimalPlacesFree: 'int?',
    amountReserved: 'long',
    decimalPlacesReserved: 'int?',
    amountIncoming: 'long',
    decimalPlacesIncoming: 'int?',
    ownAmountFree: 'decimal?',
    ownAmountReserved: 'decimal?',
    ownAmountIncoming: 'decimal?',
    subArticle: 'ArticleStock*',
    isDayStockArticle: 'boolean',
  },
  UpdateStockRequest: {
    branchNumber: 'int',
    articleNumber: 'long',
    amountChanged: 'long',
    decimalPlaces: 'int?',
    employeeNumber: 'long?',
    reference: 'string?',
  },
  UpdateStockResponse: {
    result: 'UpdateStockResult',
    stockId: 'long?',
  },
  SetStockRequest: {
    branchNumber: 'int',
    articleNumber: 'long',
    amount: 'long',
    decimalPlaces: 'int?',
    employeeNumber: 'long?',
    reference: 'string?',
  },
  SetStockResponse: {
    result: 'SetStockResult',
    stockId: 'long?',
  },
} as const

export const stockEnums = {
  UpdateStockResult: [
    'UPDATE-STOCK-RESULT-OK',
    'UPDATE-STOCK-RESULT-BRANCH-NOT-FOUND',
    'UPDATE-STOCK-RESULT-ARTICLE-NOT-FOUND',
    'UPDATE-STOCK-RESULT-NO-STOCK-ARTICLE',
    'UPDATE-STOCK-RESULT-FAILED',
  ],
  SetStockResult: [
    'SET-STOCK-RESULT-OK',
    'SET-STOCK-RESULT-BRANCH-NOT-FOUND',
    'SET-STOCK-RESULT-ARTICLE-NOT-FOUND',
    'SET-STOCK-RESULT-NO-STOCK-ARTICLE',
    'SET-STOCK-RESULT-FAILED',
  ],
} as const
