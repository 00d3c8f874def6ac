import type { SessionView } from '../../../shared/contract/views.ts'
import type { KnownEnvironment } from '../../../shared/domain/environment.ts'

const LABELS: Readonly<Record<KnownEnvironment, { readonly label: string; readonly meaning: string }>> = {
  live: { label: 'LIVE', meaning: 'Real money' },
  paper: { label: 'PAPER', meaning: 'Paper money' },
  practice: { label: 'PRACTICE', meaning: 'Simulator on this computer' },
  unknown: { label: 'UNKNOWN', meaning: 'Unknown: treated as real money' },
}

export const environmentMeaning = (environment: KnownEnvironment): string => LABELS[environment].meaning

/** Describes the environment of the selected profile. */
export function environmentDetail({ environment, countsAs }: SessionView): string {
  if (environment !== 'paper' || countsAs === 'paper') return environmentMeaning(environment)
  return 'Paper at the last login; treated as real money until IBKR confirms it'
}

/** Badge that shows the environment by text and colour. */
export function EnvironmentBadge({ environment }: { readonly environment: KnownEnvironment }) {
  const { label, meaning } = LABELS[environment]
  return (
    <span className="environment-badge" data-environment={environment} title={meaning}>
      {label}
    </span>
  )
}
