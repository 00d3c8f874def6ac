const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 8 })

/** 1234567.5 → "1,234,567.5" */
export const formatNumber = (value: number): string => grouped.format(value)

/** Bytes in the unit a person would use: "512 B", "1.4 kB", "2.10 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(2)} MB`
}

/** "0.4 ms", "43 ms", "1.28 s" */
export function formatMilliseconds(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  return `${(ms / 1_000).toFixed(2)} s`
}
