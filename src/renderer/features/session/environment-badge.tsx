import type { Environment, KnownEnvironment } from '../../../shared/domain/environment.ts'

const WORDS: Readonly<Record<KnownEnvironment, { readonly label: string; readonly meaning: string }>> = {
  live: { label: 'LIVE', meaning: 'Real money' },
  paper: { label: 'PAPER', meaning: 'Paper money' },
  practice: { label: 'PRACTICE', meaning: 'Simulator on this computer' },
  unknown: { label: 'UNKNOWN', meaning: 'Not known before its first session: counts as real money until then' },
}

export const environmentMeaning = (environment: KnownEnvironment): string => WORDS[environment].meaning

/** What a session says of its money. Until its account has told, it counts as live, whatever is known from the last time. */
export function sessionMoneyWords(environment: Environment, known: KnownEnvironment): string {
  if (environment === 'live' && known !== 'live') return 'Counts as real money until the account has said what it is'
  return environmentMeaning(environment)
}

/** The environment in a word and in its colour: never in colour alone. */
export function EnvironmentBadge({ environment }: { readonly environment: KnownEnvironment }) {
  const { label, meaning } = WORDS[environment]
  return (
    <span className="environment-badge" data-environment={environment} title={meaning}>
      {label}
    </span>
  )
}
