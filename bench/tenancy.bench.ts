import { bench, describe } from 'vitest'
import { resolve } from '@/lib/tenancy/resolve'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/tenancy'

const asked = {
  host: 'acme.app.localhost:3000',
  path: '/team',
  search: '?page=2&org=acme',
  cookie: 'acme',
  moves: true,
}

describe('resolving a request', () => {
  for (const strategy of STRATEGIES) {
    const tenancy: Tenancy = {
      strategies: [strategy],
      origin: 'http://app.localhost:3000',
      domain: 'app.localhost:3000',
    }
    const host = strategy === 'subdomain' ? asked.host : 'app.localhost:3000'
    const path = strategy === 'path' ? '/acme/team' : asked.path
    bench(strategy, () => {
      resolve({ ...asked, host, path }, tenancy)
    })
  }
})
