import { defineOperations, oncePerFifteenMinutes, oncePerSecond } from '../define-operations.ts'

/** Operations of the market scanner. */
export const scannerOperations = defineOperations('scanner', [
  {
    id: 'scanner.params',
    call: 'GET /v1/api/iserver/scanner/params',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'Scanner parameters',
    help: 'Scan types, instruments, locations and filters. Large; at most once every 15 minutes.',
  },
  {
    id: 'scanner.run',
    call: 'POST /v1/api/iserver/scanner/run',
    effect: 'read',
    pacing: oncePerSecond,
    title: 'Run a scan',
    help: 'At most 50 contracts. The codes are in the scanner parameters.',
    bodyExample: {
      instrument: 'STK',
      type: 'TOP_PERC_GAIN',
      location: 'STK.US.MAJOR',
      filter: [{ code: 'priceAbove', value: 5 }],
    },
  },
])
