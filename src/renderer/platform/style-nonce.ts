/** The nonce for style elements under the content security policy; undefined if the page has none. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  // A development server has no policy and leaves the placeholder.
  return nonce && !nonce.startsWith('__') ? nonce : undefined
}
