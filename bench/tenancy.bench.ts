import { bench, describe } from 'vitest'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/config'
import { resolve } from '@/lib/tenancy/resolve'

const request = {
  host: 'acme.app.localhost:3000',
  path: '/team',
  search: '?page=2&org=acme',
  cookie: 'acme',
  canRedirect: true,
}

describe('resolving a request', () => {
  for (const strategy of STRATEGIES) {
    const tenancy: Tenancy = {
      strategies: [strategy],
      origin: 'http://app.localhost:3000',
      domain: 'app.localhost:3000',
    }
    const host = strategy === 'subdomain' ? request.host : 'app.localhost:3000'
    const path = strategy === 'path' ? '/acme/team' : request.path
    bench(strategy, () => {
      resolve({ ...request, host, path }, tenancy)
    })
  }
})
