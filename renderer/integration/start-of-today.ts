/** The first moment of this computer's day, with its offset: `2026-11-22T00:00:00+01:00`. */
export function startOfToday(now = new Date()): string {
  const start = new Date(now.getFullYear(), now.getMonth(), now.getDate())
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = -start.getTimezoneOffset()
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
  return `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}T00:00:00${offset}`
}
