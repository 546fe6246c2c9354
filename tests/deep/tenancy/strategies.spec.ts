import { STRATEGIES } from '@/lib/tenancy/config'
import { test } from '../../e2e/support/test'
import { testAccess } from './access'
import { testActions } from './actions'
import { testForgedRequests } from './forged-requests'
import { testMalformedRequests } from './malformed-requests'
import { testNavigation } from './navigation'
import { useSite } from './site'

for (const strategy of STRATEGIES) {
  test.describe(`with the strategy ${strategy}`, () => {
    // In order, because the tests share a server and its data.
    test.describe.configure({ mode: 'default' })
    const site = useSite(strategy)
    testNavigation(site)
    testAccess(site)
    testActions(site)
    testForgedRequests(site)
    testMalformedRequests(site)
  })
}
