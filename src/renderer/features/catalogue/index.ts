import { laterPart } from '../../ui/later.tsx'

export { catalogueOperations, needSearchTexts, takeAdditions, useCatalogueStore } from './catalogue-store.ts'
export { findOperation, knownOperation, loginOf, shortPath } from './find-operation.ts'
export { detailsOf, useOperationDetails } from './operation-details.ts'

export const CATALOGUE_DIALOG = laterPart(async () => (await import('./catalogue-dialog.tsx')).CatalogueDialog)
