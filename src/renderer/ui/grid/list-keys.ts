/**
 * Returns the index of the row to which a key moves the cursor; undefined for other keys. `index`: active row, or -1.
 */
export function indexAfterKey(
  key: string,
  { index, count, page }: { readonly index: number; readonly count: number; readonly page: number },
): number | undefined {
  const target = targetOf(key, index, count, page)
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(target, count - 1))
}

function targetOf(key: string, index: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index < 0 ? count - 1 : index - 1
    case 'PageDown':
      return index + page
    case 'PageUp':
      return index - page
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
