/** Formats an amount with the decimals of its currency: two for USD, none for JPY. */
export function formatMoney(amount: number, currency: string): string {
  try {
    const style = { style: 'currency', currency, currencyDisplay: 'code' } as const
    return amount.toLocaleString('en-US', style).replace(/\s/g, ' ')
  } catch {
    // IBKR has codes that are not in ISO 4217, for example for base metals.
    return `${currency} ${amount.toLocaleString('en-US', { maximumFractionDigits: 2 })}`
  }
}
