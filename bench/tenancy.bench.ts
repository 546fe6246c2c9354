import { bench, describe } from 'vitest'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/config'
import { resolve } from '@/lib/tenancy/resolve'

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
