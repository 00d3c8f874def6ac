import type { ReactNode } from 'react'

interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[]
  readonly className?: string
}

/** List of names and values. Omits facts without a value. */
export function Facts({ facts, className = 'pane-facts' }: FactsProps) {
  return (
    <dl className={className}>
      {facts.map(
        ([name, value]) =>
          value !== undefined &&
          value !== '' &&
          value !== false && (
            <div key={name}>
              <dt className="rigid">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
