/** Half away from zero, as amounts are rounded. The sandbox computes with floats as the vendor's numbers are sent. */
export function round(amount: number, places: number): number {
  const factor = 10 ** places
  return (Math.sign(amount) * Math.round((Math.abs(amount) + Number.EPSILON) * factor)) / factor
}
