import { formatNumber } from '../../../ui/format-number.ts'
import type { Tone } from '../../../ui/tone.ts'
import type { CancelOutcome } from './cancel-run-store.ts'

export function outcomeWords(outcome: CancelOutcome): { readonly text: string; readonly tone: Tone } {
  switch (outcome.kind) {
    case 'waiting':
      return { text: 'waits', tone: 'idle' }
    case 'sending':
      return { text: 'on its way', tone: 'busy' }
    case 'sent':
      return { text: outcome.message, tone: 'good' }
    case 'ended':
      return { text: `had ended: ${outcome.status}`, tone: 'idle' }
    case 'failed':
      return outcome.outcomeUnknown
        ? { text: `may have reached IBKR: ${outcome.message}`, tone: 'warn' }
        : { text: outcome.message, tone: 'bad' }
    case 'not-sent':
      return { text: 'not sent', tone: 'idle' }
  }
}

/** "12 sent, 1 failed, 3 not sent": everything that became of a run. */
export function outcomeCounts(outcomes: Iterable<CancelOutcome>): string {
  const counts = { sent: 0, failed: 0, doubtful: 0, ended: 0, unsent: 0 }
  for (const outcome of outcomes) {
    if (outcome.kind === 'sent') counts.sent += 1
    else if (outcome.kind === 'failed') counts[outcome.outcomeUnknown ? 'doubtful' : 'failed'] += 1
    else if (outcome.kind === 'ended') counts.ended += 1
    else if (outcome.kind === 'not-sent') counts.unsent += 1
  }
  const parts = [
    `${formatNumber(counts.sent)} sent`,
    counts.failed > 0 && `${formatNumber(counts.failed)} failed`,
    counts.doubtful > 0 && `${formatNumber(counts.doubtful)} in doubt`,
    counts.ended > 0 && `${formatNumber(counts.ended)} had ended`,
    counts.unsent > 0 && `${formatNumber(counts.unsent)} not sent`,
  ]
  return parts.filter(Boolean).join(', ')
}
