/** The arguments of each service after the user. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  setPicture: () => [new Uint8Array(), { ipAddress: '203.0.113.1' }],
  removePicture: () => [{ ipAddress: '203.0.113.1' }],
  readPicture: ({ userId, id }) => [userId, id],
}
