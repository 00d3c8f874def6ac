import { jsonBody, list, objectOf, oneOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and answers of the scanner; the names come from its parameters call. */
export const scannerDetails: DetailsById = {
  'scanner.params': { answer: { kind: 'object', rows: 'scan_type_list' } },
  'scanner.run': {
    body: jsonBody(
      objectOf(
        text('instrument', 'Kind of instrument: a type out of instrument_list.', { example: 'STK' }),
        text('type', 'What the market is ranked by: a code out of scan_type_list.', { example: 'TOP_PERC_GAIN' }),
        text('location', 'Where to look: a type out of location_tree.', { example: 'STK.US.MAJOR' }),
        list(
          'filter',
          'What the matches have to fulfil as well.',
          objectOf(
            text('code', 'Which filter: a code out of filter_list.', { example: 'priceAbove' }),
            oneOf('value', 'What it is compared with.', [
              { title: 'number', shape: { kind: 'number' } },
              { title: 'whole number', shape: { kind: 'integer' } },
              { title: 'text', shape: { kind: 'string' } },
              { title: 'yes or no', shape: { kind: 'boolean' } },
            ]),
          ),
        ),
      ),
    ),
    answer: { kind: 'object', rows: 'contracts' },
  },
}
