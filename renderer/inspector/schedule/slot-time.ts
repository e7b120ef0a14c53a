/** The day of a planned run on the clock of its flow, whatever zone this computer is in: `Sun 25 Oct`. */
export function slotDay(local: string, language: string): string {
  const [year = 0, month = 1, day = 1] = local.slice(0, 10).split('-').map(Number)
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
  return format.format(Date.UTC(year, month - 1, day))
}

/** `02:30`, or `02:30:15` where seconds matter. */
export function slotTime(local: string): string {
  const time = local.slice(11, 19)
  return time.endsWith(':00') ? time.slice(0, 5) : time
}
