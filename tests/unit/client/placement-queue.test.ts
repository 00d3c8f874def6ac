import { expect, it } from 'vitest'
import { PlacementQueue } from '../../../src/client/orders/placement-queue.ts'
import { type RequestCaller, UNNAMED_PROGRAM } from '../../../src/client/rest/request-caller.ts'

/** Creates a queue, and placements that the test ends. */
function scriptedQueue() {
  const closing = new AbortController()
  const queue = new PlacementQueue(closing.signal, { demandOutsidePolicy: () => undefined })
  const sent: string[] = []
  const ends = new Map<string, (error?: Error) => void>()
  const place = (name: string, signal?: AbortSignal, caller: RequestCaller = UNNAMED_PROGRAM): Promise<string> => {
    const run = (): Promise<string> => {
      sent.push(name)
      return new Promise((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve(name))))
    }
    const placed = queue.run(caller, run, signal)
    placed.catch(() => undefined)
    return placed
  }
  return { closing, sent, place, end: (name: string, error?: Error) => ends.get(name)?.(error) }
}

const settle = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))

it('runs placements one after the other, even after a failed one', async () => {
  const { end, place, sent } = scriptedQueue()
  const [first, second, third] = [place('first'), place('second'), place('third')]
  await settle()
  expect(sent).toEqual(['first'])
  end('first', new Error('rejected'))
  await expect(first).rejects.toThrow('rejected')
  await settle()
  expect(sent).toEqual(['first', 'second'])
  end('second')
  expect(await second).toBe('second')
  await settle()
  end('third')
  expect(await third).toBe('third')
})

it('removes an aborted placement from the queue, and keeps the others in sequence', async () => {
  const { end, place, sent } = scriptedQueue()
  const controller = new AbortController()
  const [first, aborted, last] = [place('first'), place('aborted', controller.signal), place('last')]
  await settle()
  controller.abort('late')
  await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'late' })
  await settle()
  expect(sent).toEqual(['first'])
  end('first')
  await first
  await settle()
  end('last')
  await last
  expect(sent).toEqual(['first', 'last'])
})

it('rejects waiting placements when the session closes', async () => {
  const { closing, place, sent } = scriptedQueue()
  const waiting = [place('first'), place('second'), place('third', new AbortController().signal)].slice(1)
  await settle()
  closing.abort()
  for (const placed of waiting) await expect(placed).rejects.toMatchObject({ code: 'client-closed' })
  await expect(place('late')).rejects.toMatchObject({ code: 'client-closed' })
  expect(sent).toEqual(['first'])
})

it('lets no program wait for a placement of another program, and no person for any placement', async () => {
  const { place, sent } = scriptedQueue()
  const other: RequestCaller = { kind: 'program', name: 'other' }
  void place('first')
  void place('second')
  void place('of another program', undefined, other)
  void place('later of the other program', undefined, other)
  void place('of a person', undefined, { kind: 'person' })
  void place('later of the person', undefined, { kind: 'person' })
  await settle()
  expect([...sent].sort()).toEqual(['first', 'later of the person', 'of a person', 'of another program'])
})
