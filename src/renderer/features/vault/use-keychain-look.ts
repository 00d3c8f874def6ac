import { useEffect, useState } from 'react'
import { lookAtKeychain } from './vault-actions.ts'

/** Asks the keychain once; true until it has answered. A locked one takes a few seconds to say so. */
export function useKeychainLook(): boolean {
  const [looking, setLooking] = useState(true)
  useEffect(() => {
    let current = true
    void lookAtKeychain().then(() => current && setLooking(false))
    return () => {
      current = false
    }
  }, [])
  return looking
}
