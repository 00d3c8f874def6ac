import { integer, jsonBody, objectOf } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and answers of market data. */
export const marketDataDetails: DetailsById = {
  'market-data.snapshot': { answer: { kind: 'objects' } },
  'market-data.history': { answer: { kind: 'object', rows: 'data' } },
  'market-data.unsubscribe': {
    body: jsonBody(
      objectOf(
        integer('conid!', 'Contract whose data stream of this session ends.', { format: 'conid', example: 265598 }),
      ),
    ),
    answer: { kind: 'object' },
  },
  'market-data.unsubscribe-all': { answer: { kind: 'object' } },
}
