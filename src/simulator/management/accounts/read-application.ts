import { listClaim, recordClaim, textClaim } from '../claims.ts'
import type { Applicant } from './customer-registry.ts'

/** What the simulator takes from an application: who applies, and for which accounts. All else is accepted unread. */
export function readApplication(application: unknown): readonly Applicant[] {
  const customer = recordClaim(application, 'customer')
  const [holder] = listClaim(recordClaim(customer, 'accountHolder'), 'accountHolderDetails')
  const name = recordClaim(holder, 'name')
  const accounts = listClaim(application, 'accounts')
  return (accounts.length > 0 ? accounts : [{}]).map((wished, index) => {
    const externalId = textClaim(wished, 'externalId') ?? textClaim(customer, 'externalId') ?? ''
    return {
      externalId,
      firstName: textClaim(name, 'first') ?? 'Sam',
      lastName: textClaim(name, 'last') ?? 'Sample',
      userName: index === 0 ? (textClaim(customer, 'userName') ?? textClaim(customer, 'prefix')) : undefined,
      email: textClaim(customer, 'email') ?? textClaim(holder, 'email') ?? '',
      country: textClaim(customer, 'legalResidenceCountry') ?? '',
      alias: textClaim(wished, 'alias') ?? '',
      baseCurrency: textClaim(wished, 'baseCurrency') ?? 'USD',
      applicantType: textClaim(customer, 'type') ?? 'INDIVIDUAL',
      propertyProfile: textClaim(wished, 'propertyProfile') ?? '',
    }
  })
}
