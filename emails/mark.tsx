import { brand } from '@/lib/brand'
import { colors, fontFamily } from './theme'

/** The logo as table cells, because mail clients remove SVG and block images. */
export function Mark() {
  return (
    <table
      role="presentation"
      data-skip-in-text="true"
      cellPadding={0}
      cellSpacing={0}
      style={{ margin: '0 0 20px 4px' }}
    >
      <tbody>
        <tr>
          <td style={{ lineHeight: 0 }}>
            <table role="presentation" cellPadding={0} cellSpacing={0} style={{ width: 20 }}>
              <tbody>
                <tr>
                  <td
                    colSpan={3}
                    className="cell"
                    style={{ ...cell, borderRadius: '5px 5px 1px 1px' }}
                  />
                </tr>
                <tr>
                  <td colSpan={3} style={{ height: 3 }} />
                </tr>
                <tr>
                  <td
                    className="cell"
                    style={{ ...cell, height: 10, opacity: 0.72, borderRadius: '1px 1px 1px 5px' }}
                  />
                  <td style={{ width: 3 }} />
                  <td
                    className="cell"
                    style={{ ...cell, height: 10, opacity: 0.42, borderRadius: '1px 1px 5px 1px' }}
                  />
                </tr>
              </tbody>
            </table>
          </td>
          <td className="ink" style={wordStyle}>
            {brand.name}
          </td>
        </tr>
      </tbody>
    </table>
  )
}

const cell = { height: 6, backgroundColor: colors.accent, fontSize: 0, lineHeight: 0 }

const wordStyle = {
  paddingLeft: 8,
  color: colors.ink,
  fontFamily,
  fontSize: 16,
  lineHeight: '20px',
  fontWeight: 600,
  letterSpacing: '-0.4px',
}
