import type { Operation } from '../../../src/shared/catalogue/operation.ts'

const examples: Readonly<Record<string, string>> = {
  accountId: 'DU1234567',
  replyId: '07a13a5a-4a48-44a5-bb25-5ab37b79186c',
  searchPattern: 'U12',
  typecode: 'PF',
  notificationId: '2023121370119463',
  deviceId: 'apn-token',
  faGroup: 'Group_1',
  enumerationType: 'exchange-bundles',
  username: 'user1234',
}

/**
 * Returns the path of an operation with every parameter filled in. Parameters without a listed value become numbers.
 */
export function examplePath(operation: Operation): string {
  return operation.path.replace(/\{([A-Za-z]+)\}/g, (_, name: string) => examples[name] ?? '265598')
}
