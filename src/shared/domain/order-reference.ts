/**
 * Suffix of the order reference if the order has an algorithm, because IBKR's order status does not contain algorithms.
 */
const ALGORITHM_SUFFIX = '-algo'

/**
 * Returns the client order id of a new order, which IBKR returns as the order's reference. Host and window derive it
 * from the id of the request, so that the window finds the order even if no response arrives.
 */
export const orderReference = (requestId: string, hasAlgorithm: boolean): string =>
  `console-${requestId.replaceAll('-', '').slice(0, 16)}${hasAlgorithm ? ALGORITHM_SUFFIX : ''}`

/**
 * Returns the client order ids of the orders of one request, by which IBKR's list identifies them: one for each order
 * of an OCA group, and that of the entry for a bracket, whose exits have none.
 */
export const referencesOf = (
  reference: string,
  kind: 'bracket' | 'oca' | undefined,
  count: number,
): readonly string[] =>
  Array.from({ length: kind === 'oca' ? count : 1 }, (_, index) =>
    index === 0 ? reference : `${reference}-${index + 1}`,
  )

/** Reports whether this console placed an order with an algorithm. */
export const hasAlgorithm = (reference: string | undefined): boolean => reference?.endsWith(ALGORITHM_SUFFIX) === true

/** Reports whether an order was placed by the request with a reference: as its first order or as a group member. */
export const isReferenceOf = (reference: string, orderReference: string | undefined): boolean =>
  orderReference === reference || orderReference?.startsWith(`${reference}-`) === true
