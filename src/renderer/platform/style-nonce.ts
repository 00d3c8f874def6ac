/** The nonce under which the policy of this page allows style elements; undefined where it needs none. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  // Left as written when the page comes from a development server, which has no policy.
  return nonce && !nonce.startsWith('__') ? nonce : undefined
}
