import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const CLIENT = { client_id: 'app', client_secret: 'a secret that only this test knows' }

type Claims = {
  email?: string
  email_verified?: boolean
  name?: string
  preferred_username?: string
}

/** A real OpenID provider on this machine, which accepts any password. */
export async function startIssuer() {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const url = `http://localhost:${port}`
  const people = new Map<string, Claims>()
  return {
    url,
    /** Registers a person with these claims. Returns the login. */
    newPerson: (claims: Claims): string => {
      const login = randomUUID()
      people.set(login, claims)
      return login
    },
    env: {
      AUTH_OIDC_ISSUER: url,
      AUTH_OIDC_ID: CLIENT.client_id,
      AUTH_OIDC_SECRET: CLIENT.client_secret,
      AUTH_OIDC_NAME: 'Acme ID',
    },
    /** Starts to respond, and accepts this callback alone. */
    serve: (callback: string) => {
      const provider = new Provider(url, {
        clients: [{ ...CLIENT, redirect_uris: [callback] }],
        claims: {
          openid: ['sub'],
          email: ['email', 'email_verified'],
          profile: ['name', 'preferred_username'],
        },
        cookies: { keys: ['of the tests'] },
        ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        pkce: { required: () => true },
        findAccount: (_, sub) => ({
          accountId: sub,
          claims: () => ({ sub, ...people.get(sub) }),
        }),
      })
      server.on('request', provider.callback())
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>

/** What a browser does at the issuer. Returns the URL of the callback. `cancel` refuses. */
export async function visitIssuer(start: string, login: string, cancel = false): Promise<string> {
  const { origin } = new URL(start)
  const jar = new Map<string, string>()
  const request = async (path: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(path, origin), {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    return response
  }
  let response = await request(start)
  for (let steps = 0; steps < 20; steps++) {
    const location = response.headers.get('location')
    if (location && new URL(location, origin).origin !== origin) return location
    if (location) {
      response = await request(location)
      continue
    }
    const page = await response.text()
    const [, action = ''] = /<form[^>]* action="([^"]*)"/.exec(page) ?? []
    if (cancel) response = await request(`${action}/abort`)
    else if (page.includes('name="login"'))
      response = await request(action, { prompt: 'login', login, password: 'any' })
    else response = await request(action, { prompt: 'consent' })
  }
  throw new Error('The issuer leads nowhere.')
}
