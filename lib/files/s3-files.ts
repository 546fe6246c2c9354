import { AwsClient } from 'aws4fetch'
import type { Files } from './files'

export type S3 = {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const TIMEOUT_MS = 10_000

/** The bucket is in the path, which every server that speaks the protocol of S3 understands. */
export function s3Files({ endpoint, bucket, ...options }: S3): Files {
  const client = new AwsClient({ ...options, service: 's3', retries: 2 })
  const request = async (method: string, key: string, init: RequestInit = {}) => {
    const url = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}/${key}`
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await client.fetch(url, { ...init, method, signal })
    if (response.ok || (response.status === 404 && method !== 'PUT')) return response
    await response.body?.cancel()
    throw new Error(`The file storage refused to ${method} a file: ${response.status}.`)
  }
  return {
    write: async (key, bytes, contentType) => {
      const body = new Uint8Array(bytes)
      const response = await request('PUT', key, {
        body,
        headers: { 'Content-Type': contentType },
      })
      await response.body?.cancel()
    },
    read: async (key) => {
      const response = await request('GET', key)
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      await response.body?.cancel()
      return null
    },
    delete: async (key) => {
      await (await request('DELETE', key)).body?.cancel()
    },
  }
}
