import { loadAllDetails, unknownDetails } from '../../../shared/catalogue/details/load-details.ts'
import { operations } from '../../../shared/catalogue/operations.ts'
import { searchText } from '../../../shared/catalogue/search-text.ts'

/** What each built-in operation says of its fields. */
export async function readSearchTexts(): Promise<ReadonlyMap<string, string>> {
  const details = await loadAllDetails()
  return new Map(
    operations.map((operation) => [
      operation.id,
      searchText(operation, details.get(operation.id) ?? unknownDetails(operation)),
    ]),
  )
}
