import { expect, test, waitForAuthentication } from '../console-fixture.ts'

test('reports that the console stopped, and offers to reconnect', async ({ window, console: program, complaints }) => {
  await waitForAuthentication(window)
  await program.stop()
  await expect(window.getByText(/connection to the console|lost|not reachable/i).first()).toBeVisible()
  await expect(window.getByRole('button', { name: /Retry/ })).toBeVisible()
  // The browser logs each failed attempt to reconnect.
  await window.close()
  complaints.length = 0
})
