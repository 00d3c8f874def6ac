/** Local time of day: "14:02:11". */
export declare function formatTimeOfDay(at: number): string
/** Local date and time, for tooltips and for other days: "2026-11-24 14:02:11". */
export declare function formatDateTime(at: number): string
/** Time of day for today, "11-24 23:59" for any other day. */
export declare function formatRecent(at: number, now: number): string
/** A stretch of time in at most two units: "now", "42 s", "3 min 10 s", "23 h 5 min", "2 d 4 h". */
export declare function formatSpan(ms: number): string
/** Minutes and seconds left, as on a kitchen clock: "9:41". Never below "0:00". */
export declare function formatCountdown(ms: number): string
