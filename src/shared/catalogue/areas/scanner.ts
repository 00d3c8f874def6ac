import type { Operation } from '../operation.ts'
import { oncePerFifteenMinutes, oncePerSecond } from '../pacing.ts'

/** The market scanner. */
export const scannerOperations: readonly Operation[] = [
  {
    id: 'scanner.params',
    method: 'GET',
    path: '/v1/api/iserver/scanner/params',
    area: 'scanner',
    effect: 'read',
    shape: 'known',
    pacing: oncePerFifteenMinutes,
    title: 'What can be scanned',
    help: 'Scan types, instruments, locations and filters: large, and only once in 15 minutes.',
  },
  {
    id: 'scanner.run',
    method: 'POST',
    path: '/v1/api/iserver/scanner/run',
    area: 'scanner',
    effect: 'read',
    shape: 'known',
    pacing: oncePerSecond,
    title: 'Run a scan',
    help: 'At most 50 contracts; the codes come from the scanner parameters.',
    bodyExample: {
      instrument: 'STK',
      type: 'TOP_PERC_GAIN',
      location: 'STK.US.MAJOR',
      filter: [{ code: 'priceAbove', value: 5 }],
    },
  },
]
