/** How every sandbox till is set up, empty ones included. */

export const branches = [
  { branchNumber: 1, branchName: 'Utrecht Centrum', abbreviation: 'UTR', workplaces: [1, 2, 3] },
  { branchNumber: 2, branchName: 'Amersfoort', abbreviation: 'AMF', workplaces: [1, 2] },
] as const

/** The branch an order is entered at when it names none. */
export const defaultBranch = 1

export const employees: ReadonlyMap<number, string> = new Map([
  [999_999, 'Superuser'],
  [1, 'Sanne de Wit'],
  [2, 'Youssef El Amrani'],
])

/**
 * VAT code → percentage. Whether the service writes 21 or 2100 is not public; the sandbox writes whole percents.
 * Code 7 (margin scheme) is the one that a flow's mapping usually forgets.
 */
export const vatPercentages: ReadonlyMap<number, number> = new Map([
  [1, 21],
  [2, 9],
  [3, 0],
  [7, 0],
])

/** Customers of a group buy at the prices their articles have for it. */
export const priceGroups = [
  { priceGroupNumber: 1, description: 'Zakelijk' },
  { priceGroupNumber: 2, description: 'Verenigingen' },
]

export const turnoverGroups = [
  { turnoverGroup: 10, turnoverGroupName: 'Kleding', accountNumber: 8000 },
  { turnoverGroup: 20, turnoverGroupName: 'Schoenen', accountNumber: 8010 },
  { turnoverGroup: 30, turnoverGroupName: 'Accessoires', accountNumber: 8020 },
  { turnoverGroup: 40, turnoverGroupName: 'Boeken en voeding', accountNumber: 8030 },
  { turnoverGroup: 90, turnoverGroupName: 'Cadeaubonnen', accountNumber: 1490 },
] as const

export const paymentMethods = [
  { method: 'CONTANT', description: 'Contant', type: 'PAYMENT-METHOD-TYPE-PAYMENT', accountNumber: 1000 },
  { method: 'PIN', description: 'Pin', type: 'PAYMENT-METHOD-TYPE-EFT', accountNumber: 1230 },
  { method: 'IDEAL', description: 'iDEAL', type: 'PAYMENT-METHOD-TYPE-PAYMENT', accountNumber: 1240 },
  { method: 'OPREKENING', description: 'Op rekening', type: 'PAYMENT-METHOD-TYPE-SUSPENSE', accountNumber: 1300 },
] as const

export const deliveryMethods = [
  { deliveryMethod: 'AFHALEN', description: 'Afhalen in de winkel', enabled: true },
  { deliveryMethod: 'POSTNL', description: 'Bezorgen met PostNL', enabled: true },
  { deliveryMethod: 'FIETSKOERIER', description: 'Fietskoerier', enabled: true },
  { deliveryMethod: 'DHL', description: 'DHL (vervallen)', enabled: false },
] as const

export function hasBranch(branchNumber: number): boolean {
  return branches.some((branch) => branch.branchNumber === branchNumber)
}

export function hasWorkplace(branchNumber: number, workplaceNumber: number): boolean {
  return branches.some((branch) => branch.branchNumber === branchNumber && branch.workplaces.some((number) => number === workplaceNumber))
}
