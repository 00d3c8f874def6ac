import { classNames } from './class-names.ts'
import { describeKeys } from './describe-keys.ts'

/** Shortcut hint. Assistive technology reads `aria-keyshortcuts` instead. */
export function KeyHint({ keys, bare = false }: { readonly keys: string; readonly bare?: boolean }) {
  return (
    <span className={classNames('key-hint', bare && 'key-hint-bare')} aria-hidden="true">
      {describeKeys(keys).map((press) => (
        <kbd key={press}>{press}</kbd>
      ))}
    </span>
  )
}
