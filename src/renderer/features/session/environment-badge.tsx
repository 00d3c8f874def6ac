import type { Environment } from '../../../shared/domain/environment.ts'

const WORDS: Readonly<Record<Environment, { readonly label: string; readonly meaning: string }>> = {
  live: { label: 'LIVE', meaning: 'Real money' },
  paper: { label: 'PAPER', meaning: 'Paper money' },
  practice: { label: 'PRACTICE', meaning: 'Simulator on this computer' },
}

export const environmentMeaning = (environment: Environment): string => WORDS[environment].meaning

/** The environment in a word and in its colour: never in colour alone. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  const { label, meaning } = WORDS[environment]
  return (
    <span className="environment-badge" data-environment={environment} title={meaning}>
      {label}
    </span>
  )
}
