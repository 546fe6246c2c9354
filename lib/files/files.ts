/** Keys are such as `pictures/1b4e….webp`, and never come from a request. */
export type Files = {
  write: (key: string, bytes: Uint8Array, contentType: string) => Promise<void>
  /** Null if there is no such file. */
  read: (key: string) => Promise<Uint8Array<ArrayBuffer> | null>
  /** Does nothing if there is no such file. */
  delete: (key: string) => Promise<void>
}
