/** True for names such as Europe/Amsterdam that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

interface ZoneClock {
  readonly format: Intl.DateTimeFormat
  readonly offsets: Map<number, number>
}

// Asking Intl costs microseconds; zones change their offset on a quarter of an hour at the finest.
const quarterMs = 15 * 60_000
const maxRemembered = 20_000
const clocks = new Map<string, ZoneClock>()

/** Minutes that clocks of the zone are ahead of UTC at this instant. */
export function offsetMinutes(instant: number, zone: string): number {
  if (zone === 'UTC') return 0
  const clock = clockOf(zone)
  const quarter = Math.floor(instant / quarterMs)
  const known = clock.offsets.get(quarter)
  if (known !== undefined) return known
  const offset = askOffset(quarter * quarterMs, clock.format)
  if (clock.offsets.size >= maxRemembered) clock.offsets.clear()
  clock.offsets.set(quarter, offset)
  return offset
}

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  const made = { format, offsets: new Map<number, number>() }
  clocks.set(zone, made)
  return made
}

/** Reads the offset from `11/22/2026, GMT+01:00`; plain `GMT` is zero. */
function askOffset(instant: number, format: Intl.DateTimeFormat): number {
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(new Date(instant)))
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}
