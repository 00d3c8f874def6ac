import { memo } from 'react'
import { groupDigits } from '../../ui/format-number.ts'
import { quoteFieldWords } from './decode-frame.ts'

/** What goes beside each other in a quote comes first, in this order. */
const FIRST = ['last', 'change', 'changePercent', 'bid', 'bidSize', 'ask', 'askSize', 'volume']

/** The newest value of each field; one that changed is lit for a moment. */
export const QuoteValues = memo(function QuoteValues({
  values,
}: {
  readonly values: Readonly<Record<string, string>>
}) {
  const names = Object.keys(values)
  const ordered = [...FIRST.filter((name) => names.includes(name)), ...names.filter((name) => !FIRST.includes(name))]
  return (
    <dl className="quote-values">
      {ordered.map((name) => (
        <div key={name}>
          <dt>{quoteFieldWords(name)}</dt>
          {/* A new element for a new value: it is what starts the light. */}
          <dd key={values[name]}>{values[name]}</dd>
        </div>
      ))}
    </dl>
  )
})

/** Amounts of an account by IBKR's key. There may be a hundred: the list scrolls. */
export const FigureValues = memo(function FigureValues({
  values,
}: {
  readonly values: Readonly<Record<string, string>>
}) {
  return (
    <dl className="quote-values figure-values stream-scroll" aria-label="Account values" tabIndex={0}>
      {Object.entries(values).map(([name, value]) => (
        <div key={name}>
          <dt title={name}>{name}</dt>
          <dd key={value}>{groupDigits(value)}</dd>
        </div>
      ))}
    </dl>
  )
})
