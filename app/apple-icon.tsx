import { ImageResponse } from 'next/og'
import { brand } from '@/lib/brand'

export const size = { width: 512, height: 512 }
export const contentType = 'image/png'

/** For home screens: the logo in white, on the color of the product. */
export default function AppleIcon() {
  return new ImageResponse(
    <div
      style={{
        display: 'flex',
        width: '100%',
        height: '100%',
        alignItems: 'center',
        justifyContent: 'center',
        backgroundColor: brand.colors.light,
      }}
    >
      <svg width="58%" height="58%" viewBox="0 0 24 24" fill="#ffffff" aria-hidden>
        {brand.mark.map((path) => (
          <path key={path.d} {...path} />
        ))}
      </svg>
    </div>,
    size,
  )
}
