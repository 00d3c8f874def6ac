/*
 * Setup of every process. Vitest requests and runs each setup file again for every test file, but the modules that it
 * imports only once in a shared process.
 */
import './cache-prime-checks.ts'
import './reuse-parsed-keys.ts'
import './reuse-rsa-keys.ts'
import './wait-longer.ts'
