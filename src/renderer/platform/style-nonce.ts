/**
 * Returns the nonce that the content security policy requires for style elements, or undefined if the page has no
 * nonce.
 */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  // A development server sets no policy and leaves the placeholder in the page.
  return nonce && !nonce.startsWith('__') ? nonce : undefined
}
