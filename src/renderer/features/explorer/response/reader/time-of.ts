const DAY = /^(\d{4})(\d{2})(\d{2})$/
const DAY_AND_TIME = /^(\d{4})(\d{2})(\d{2})[- ]?(\d{2}):?(\d{2}):?(\d{2})$/
const SHORT_DAY_AND_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/
const EPOCH = /^\d{10}(?:\d{3})?$/
/** Range of IBKR's timestamps, in seconds. Ten-digit numbers outside the range are ids. */
const EARLIEST = Date.UTC(2000, 0) / 1_000
const LATEST = Date.UTC(2050, 0) / 1_000
/** Property names with values of ten or thirteen digits that are not timestamps. */
const IDS = /(?:id|conid|size|volume|qty|quantity|count|number|no)$/i

export interface TimeValue {
  /** ms since epoch. A day is its midnight in UTC. */
  readonly ms: number
  /** Whether the text names a day without a time. */
  readonly isDay: boolean
}

/** Reads a date or a time in one of IBKR's formats. `name`: name of the property. Undefined for other values. Pure. */
export function timeOf(name: string | undefined, text: string): TimeValue | undefined {
  if (EPOCH.test(text)) {
    if (name !== undefined && IDS.test(name)) return undefined
    const seconds = text.length === 13 ? Number(text) / 1_000 : Number(text)
    return seconds < EARLIEST || seconds > LATEST ? undefined : { ms: seconds * 1_000, isDay: false }
  }
  const found = DAY_AND_TIME.exec(text) ?? DAY.exec(text) ?? shortDateTime(name, text)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  const full = year < 100 ? 2_000 + year : year
  const ms = Date.UTC(full, month - 1, day, hour, minute, second)
  const date = new Date(ms)
  // Eight digits that are not a valid date are an ordinary number.
  if (full < 1_970 || full > 2_100 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return { ms, isDay: found.length < 7 }
}

/** Parses `yyMMddHHmmss` if the property name refers to a time. */
function shortDateTime(name: string | undefined, text: string): RegExpExecArray | null {
  return name !== undefined && /time/i.test(name) ? SHORT_DAY_AND_TIME.exec(text) : null
}
