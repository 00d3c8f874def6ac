import { formatAmount } from '../../ui/format-number.ts'

/** A profit or a loss: its sign is its colour and stands before it. */
export function Gain({ value }: { readonly value: number | undefined }) {
  if (value === undefined) return null
  return (
    <span data-tone={value > 0 ? 'good' : value < 0 ? 'bad' : 'idle'} className="gain">
      {value > 0 ? '+' : ''}
      {formatAmount(value)}
    </span>
  )
}
