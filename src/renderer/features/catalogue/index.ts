import { laterPart } from '../../ui/later.tsx'

export { catalogueOperations, needSearchTexts, takeAdditions, useCatalogueStore } from './catalogue-store.ts'
export { findOperation, knownOperation, loginOf, shortPath } from './find-operation.ts'
export { detailsOf, loadedOperationDetails, useOperationDetails } from './operation-details.ts'

/** Rarely opened: fetched when it is. */
export const CATALOGUE_DIALOG = laterPart(async () => (await import('./catalogue-dialog.tsx')).CatalogueDialog)
