import type { QuietHours } from '../../shared/domain/notifications.ts'

/** The time zone of this machine: "Europe/Berlin". */
export const machineTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether a moment (ms since epoch) lies in the quiet hours, by the clocks of a time zone. The last minute is not quiet any more. */
export function isQuiet({ on, from, to }: QuietHours, at: number, timeZone: string): boolean {
  if (!on) return false
  const time = timeOfDay(at, timeZone)
  if (from === to) return true
  return from < to ? from <= time && time < to : from <= time || time < to
}

/** "07:05", whatever the daylight saving of that day. */
function timeOfDay(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return format.format(at)
}
