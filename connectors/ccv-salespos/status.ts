import type { Order } from '#core/model/order.ts'

/** CCV's numbers; a merchant can rename them, the numbers stay. */
export const orderStatusNames = {
  '1': 'New',
  '2': 'In process',
  '3': 'Waiting for manufacturer',
  '4': 'Waiting for payment',
  '5': 'Sent',
  '6': 'Delivered',
  '7': 'Completed',
  '8': 'Cancelled',
  '9': 'Waiting for supplier',
  '10': 'Being packed',
  '11': 'Ready to collect',
  '12': 'Being assembled',
  '13': 'Back order',
  '14': 'Reserved',
} as const

export function fromStatus(status: string | undefined): Order['status'] {
  switch (status) {
    case '5':
    case '6':
      return 'delivered'
    case '7':
      return 'completed'
    case '8':
      return 'cancelled'
    default:
      return 'open'
  }
}

export function toStatus(status: Order['status']): number {
  return { quotation: 1, open: 1, delivered: 6, completed: 7, cancelled: 8 }[status]
}
