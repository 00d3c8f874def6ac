import type { WarmUp } from '../../../../shared/domain/next-step.ts'

/** "GET /iserver/account/orders?force=true" */
export function callWords({ method, path, query }: WarmUp['before'][number]): string {
  const parameters = query.map(([name, value]) => `${name}=${value}`).join('&')
  return `${method} ${path}${parameters === '' ? '' : `?${parameters}`}`
}

/** What a warm-up did, and whether it helped. `without`: parameters that were left out. */
export function warmedUpWords(
  { before, topic, without }: Pick<WarmUp, 'before' | 'topic' | 'without'>,
  times: number,
  warm: boolean,
): string {
  const firsts = [...before.map(callWords), ...(topic === undefined ? [] : [topic])]
  const first = firsts.length === 0 ? '' : `${firsts.join(', ')}, then `
  const often = times === 1 ? 'once more' : times === 2 ? 'twice more' : `${times} times more`
  const left = without.length === 0 ? '' : ` without ${without.join(', ')}`
  const sent = `${first}this request ${often}${left}`
  return warm ? `Warmed up: sent ${sent}.` : `Sent ${sent}: nothing more came. There may be nothing.`
}
