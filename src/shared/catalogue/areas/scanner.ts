import { oncePerFifteenMinutes, oncePerSecond, operationsIn } from '../define-operations.ts'

/** The market scanner. */
export const scannerOperations = operationsIn('scanner', [
  {
    id: 'scanner.params',
    call: 'GET /v1/api/iserver/scanner/params',
    effect: 'read',
    pacing: oncePerFifteenMinutes,
    title: 'What can be scanned',
    help: 'Scan types, instruments, locations and filters: large, and only once in 15 minutes.',
  },
  {
    id: 'scanner.run',
    call: 'POST /v1/api/iserver/scanner/run',
    effect: 'read',
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
])
