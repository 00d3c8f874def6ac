import { expect, test } from 'vitest'
import { ErrorBoundary } from '../../../src/renderer/ui/error-boundary.tsx'

test('shows the message of a render error in the affected part of the window', () => {
  let reports = 0
  const boundary = new ErrorBoundary({
    name: 'The dialog',
    onError: () => {
      reports += 1
    },
    fallback: (message) => `failed: ${message}`,
    children: 'dialog',
  })
  expect(boundary.render()).toBe('dialog')
  boundary.state = ErrorBoundary.getDerivedStateFromError(new Error('Broken.'))
  boundary.componentDidCatch()
  expect([boundary.render(), reports]).toEqual(['failed: Broken.', 1])
})
