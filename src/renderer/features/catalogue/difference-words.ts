import type { Difference } from '../../../shared/catalogue/document/document-report.ts'

/** What a difference says, in a few words beside its place. */
export function differenceWords({ kind, document = '', catalogue = '' }: Difference): string {
  switch (kind) {
    case 'added':
      return `new: ${document}`
    case 'missing':
      return `not in the document; the catalogue has ${catalogue}`
    case 'type':
      return `${document} in the document, ${catalogue} in the catalogue`
    case 'required':
    case 'limits':
      return `${document} in the document, ${catalogue} in the catalogue`
    case 'values':
      return [
        document === '' ? undefined : `more values: ${document}`,
        catalogue === '' ? undefined : `values that the document lacks: ${catalogue}`,
      ]
        .filter((words) => words !== undefined)
        .join('; ')
  }
}
