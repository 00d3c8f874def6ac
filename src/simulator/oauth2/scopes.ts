/** Every scope that IBKR names for this family. */
export const knownScopes: readonly string[] = [
  ...readAndWrite('accounts'),
  ...readAndWrite('bank-instructions'),
  ...readAndWrite('transfers'),
  ...readAndWrite('instructions'),
  ...readAndWrite('statements'),
  ...readAndWrite('reports'),
  'enumerations.read',
  'forms.read',
  'validations.read',
  'balances.read',
  ...readAndWrite('restrictions'),
  ...readAndWrite('tax-vouchers'),
  'sso-sessions.write',
  'sso-browser-sessions.write',
  ...readAndWrite('echo'),
]

function readAndWrite(name: string): readonly string[] {
  return [`${name}.read`, `${name}.write`]
}
