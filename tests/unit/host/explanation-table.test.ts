import { expect, test } from 'vitest'
import explanations from '../../../src/client/errors/explanations.json' with { type: 'json' }

const CONDITIONS = ['order-change', 'foreign-account']
const DESCRIPTIONS = ['preview', 'failed-orders', 'rejection']
const STEPS = ['reconnect', 'send-before', 'send-again', 'warm-up', 'see-orders', 'open', 'edit']
const FIELDS = ['status', 'path', 'text', 'applies', 'explanation', 'describe', 'next', 'nextOfRead']

test.each(explanations.map((row) => [row.explanation ?? row.describe ?? '', row] as const))(
  'the row "%s" has valid conditions, one explanation and known next steps',
  (_name, row) => {
    const { applies, describe, explanation, next, nextOfRead, path, text } = row as Record<string, unknown>
    expect(Object.keys(row).filter((name) => !FIELDS.includes(name))).toEqual([])
    for (const pattern of [path, text]) expect(() => new RegExp(String(pattern ?? ''))).not.toThrow()
    if (applies !== undefined) expect(CONDITIONS).toContain(applies)
    expect(explanation === undefined ? DESCRIPTIONS.includes(String(describe)) : describe === undefined).toBe(true)
    for (const step of [next, nextOfRead])
      if (step !== undefined) expect(STEPS).toContain((step as { readonly kind: string }).kind)
  },
)
