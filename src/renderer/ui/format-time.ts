const two = (value: number): string => String(value).padStart(2, '0')

/** Formats the local time of day: "14:02:11". */
export const formatTimeOfDay = (at: number): string => new Date(at).toTimeString().slice(0, 8)

/** Formats the local time of day with milliseconds: "14:02:11.042". */
export const formatTimeWithMilliseconds = (at: number): string =>
  `${formatTimeOfDay(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`

/** Formats the local date and time: "2026-11-24 14:02:11". */
export function formatDateTime(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatTimeOfDay(at)}`
}

const isSameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString()

/** Formats a timestamp of today as the time of day, and any other timestamp as "11-24 23:59". */
export const formatRecent = (at: number, now: number): string =>
  isSameDay(at, now) ? formatTimeOfDay(at) : formatDateTime(at).slice(5, 16)

/** Formats a timestamp of today as "14:02:11.042", and any other timestamp as "11-24 14:02:11.042". */
export const formatRecentWithMilliseconds = (at: number, now: number): string =>
  `${isSameDay(at, now) ? '' : formatDateTime(at).slice(5, 11)}${formatTimeWithMilliseconds(at)}`

/** Formats a time span with at most two units: "42 s", "3 min 10 s", "23 h 5 min", "2 d 4 h". */
export function formatSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  const days = Math.floor(hours / 24)
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`
}

/** Formats a time span in one short unit, for a cell of a list: `12 s`, `3 min`, `2 h`, `5 d`. */
export function formatShortSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  const hours = Math.floor(seconds / 3_600)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`
}

/** Formats the time left: "9:41" below an hour, otherwise "7 h 59 min". Never negative. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000))
  if (seconds >= 3_600) return formatSpan(Math.floor(seconds / 60) * 60_000)
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}
