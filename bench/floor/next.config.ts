import type { NextConfig } from 'next'

// `npm run check` checks the types.
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true, tsconfigPath: '../../tsconfig.json' },
}

export default config
