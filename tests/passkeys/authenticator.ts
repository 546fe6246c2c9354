import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { env } from '@/lib/env'

/** What a device or a browser could do wrong. */
export type Wrong = {
  origin?: string
  host?: string
  challenge?: string
  /** Whether the device knows that it is its user, by a fingerprint for example. */
  knowsUser?: boolean
  counter?: number
  userHandle?: string
  id?: string
}

/** A device that keeps one passkey, with the browser around it. */
export function newAuthenticator(aaguid = Buffer.alloc(16)) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let userHandle = ''
  let counter = 0

  const dataOf = (host: string, { knowsUser = true, ...wrong }: Wrong, credential?: Buffer) => {
    counter = wrong.counter ?? counter + 1
    const flags = 1 + (knowsUser ? 4 : 0) + (credential ? 64 : 0)
    const head = Buffer.alloc(5)
    head.writeUInt8(flags, 0)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(wrong.host ?? host), head, credential ?? Buffer.alloc(0)])
  }

  return {
    id: id.toString('base64url'),
    create(
      { challenge, rp, user }: PublicKeyCredentialCreationOptionsJSON,
      wrong: Wrong = {},
    ): RegistrationResponseJSON {
      userHandle = user.id
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const key = isoCBOR.encode(
        // A COSE key of ES256, by the numbers of its parameters.
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, bytes(x)],
          [-3, bytes(y)],
        ]),
      )
      const credential = Buffer.concat([aaguid, Buffer.from([0, id.length]), id, key])
      const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', new Uint8Array(dataOf(rp.id ?? '', wrong, credential))],
      ])
      return {
        ...base(id.toString('base64url')),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, wrong),
          attestationObject: Buffer.from(isoCBOR.encode(attestation)).toString('base64url'),
        },
      }
    },
    get(
      { challenge, rpId = '' }: PublicKeyCredentialRequestOptionsJSON,
      wrong: Wrong = {},
    ): AuthenticationResponseJSON {
      const data = dataOf(rpId, wrong)
      const clientDataJSON = clientData('webauthn.get', challenge, wrong)
      const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, 'base64url'))])
      return {
        ...base(wrong.id ?? id.toString('base64url')),
        response: {
          clientDataJSON,
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
          userHandle: wrong.userHandle ?? userHandle,
        },
      }
    },
  }
}

export type Authenticator = ReturnType<typeof newAuthenticator>

function clientData(type: string, challenge: string, wrong: Wrong) {
  const data = {
    type,
    challenge: wrong.challenge ?? challenge,
    origin: wrong.origin ?? env().tenancy.origin,
    crossOrigin: false,
  }
  return Buffer.from(JSON.stringify(data)).toString('base64url')
}

const base = (id: string) => ({
  id,
  rawId: id,
  type: 'public-key' as const,
  clientExtensionResults: {},
})

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
