import type { ProfileKind } from '../../shared/domain/environment.ts'
import { requestScript, type ScriptLanguage, type ScriptRequest } from '../../shared/snippets/request-script.ts'
import { snippetProfile } from '../../shared/snippets/snippet-profile.ts'
import { HostError } from '../host-error.ts'
import type { KeptAnswer } from './har.ts'

/** What was sent as a program for a login like that of the profile. Anything but reads stands in it as comments. */
export function scriptOf(
  kept: readonly KeptAnswer[],
  profile: { readonly kind: ProfileKind; readonly target: string },
  language: ScriptLanguage,
): { readonly pieces: readonly string[]; readonly name: string } {
  const login = snippetProfile(profile)
  if (!login) throw new HostError('not-available', `The address of the gateway, "${profile.target}", cannot be read.`)
  const script = requestScript(kept.map(scriptRequest), login, language)
  if (script.kind === 'impossible') throw new HostError('not-available', script.reason)
  return { pieces: [script.code], name: script.fileName }
}

function scriptRequest({ entry }: KeptAnswer): ScriptRequest {
  const { method, path, parameters, body, at, status, outcome, effect } = entry
  return {
    request: { method, path, query: Object.fromEntries(parameters), ...(body !== undefined && { body }) },
    title: `${new Date(at).toISOString()}: ${status ?? outcome}`,
    reads: effect === 'read',
  }
}
