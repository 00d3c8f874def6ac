/**
 * Returns the options of electron-builder that depend on the environment. A certificate comes from CSC_LINK (a file or
 * its base64, with CSC_KEY_PASSWORD) or from the keychain by CSC_NAME. Without one, the macOS program is signed ad hoc:
 * setting the fuses invalidates Electron's own signature, and Apple Silicon ends a program without a valid one. The
 * hardened runtime would then reject Electron's libraries, which have no team. electron-builder notarises when
 * APPLE_API_KEY, APPLE_API_KEY_ID and APPLE_API_ISSUER are set.
 */
export function chooseSigning(env) {
  if (env.CSC_LINK || env.CSC_NAME) return []
  return ['-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false']
}
