const amounts = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const prices = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 5 })

/** Formats a calculated price: 1.085 → "1.085", 187.323333 → "187.32333". */
export const formatPrice = (value: number): string => prices.format(value)

/** Formats an amount of money with two decimals: 1234567.5 → "1,234,567.50". */
export const formatAmount = (value: number): string => amounts.format(value)

/** Formats a size in bytes with a suitable unit: "512 B", "1.4 kB", "2.10 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(2)} MB`
}

/** Formats a duration: "0.4 ms", "43 ms", "1.28 s". */
export function formatMilliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return `${(ms / 1_000).toFixed(2)} s`
}
