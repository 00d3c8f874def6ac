import { maskMembers } from '../requests/mask-secrets.ts'

/** A text of the socket as a window may see it: without ids of sessions, which would let somebody else act in this one. */
export function maskFrame(text: string): string {
  // Done for every frame of a storm: most name no session, and one look tells.
  if (!text.includes('sess') && !text.includes('tic"') && !text.includes('oken"')) return text
  const masked = maskMembers(text)
  return /"topic"\s*:\s*"tic"/.test(masked) ? masked.replace(/("id"\s*:\s*)"[^"]*"/g, '$1"•••"') : masked
}
