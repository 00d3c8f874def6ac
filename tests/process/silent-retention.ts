import type { Retention } from '../../src/host/database/recorded-days.ts'

/** For tests about something else: the clock is not known to be wrong, and removals are not reported. */
export const SILENT_RETENTION: Retention = { isClockWrong: () => false, onPruned: () => undefined }
