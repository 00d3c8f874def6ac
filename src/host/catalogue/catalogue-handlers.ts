import type { Services } from '../rpc/services.ts'
import type { CatalogueService } from './catalogue-service.ts'

/** The part of the contract that is about what is added to the catalogue. */
export function catalogueHandlers(
  catalogue: CatalogueService,
): Pick<Services, Extract<keyof Services, `catalogue.${string}`>> {
  return {
    'catalogue.feed': () => catalogue.feed,
    'catalogue.readDocument': (input, { signal }) => catalogue.read(input, signal),
    'catalogue.add': async ({ id }) => catalogue.add(id),
    'catalogue.remove': async () => catalogue.remove(),
    'catalogue.details': ({ id }) => catalogue.details(id),
  }
}
