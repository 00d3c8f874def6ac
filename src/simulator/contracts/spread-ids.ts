/** Conids that represent a combo, by the currency of its legs, as IBKR documents them. */
const spreadIds: Readonly<Record<string, number>> = {
  USD: 28_812_380,
  AUD: 61_227_077,
  CAD: 61_227_082,
  CHF: 61_227_087,
  CNH: 136_000_441,
  GBP: 58_666_491,
  HKD: 61_227_072,
  INR: 136_000_444,
  JPY: 61_227_069,
  KRW: 136_000_424,
  MXN: 136_000_449,
  SEK: 136_000_429,
  SGD: 426_116_555,
}

/** Returns the conid of combos in a currency. Undefined for a currency without one, such as EUR. */
export function findSpreadId(currency: string): number | undefined {
  return spreadIds[currency]
}

/** Returns the currency of the combos with a conid, undefined for any other conid. */
export function findSpreadCurrency(conid: number): string | undefined {
  return Object.keys(spreadIds).find((currency) => spreadIds[currency] === conid)
}
