/** Returns the nonce that the content security policy requires for style elements. */
export function styleNonce(): string | undefined {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  // The development server does not replace the placeholder.
  return nonce && !nonce.startsWith('__') ? nonce : undefined
}
