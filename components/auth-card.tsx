import type { ReactNode } from 'react'
import { Card, CardContent } from './ui/card'

/** One task on an otherwise empty page. */
export function AuthCard({
  title,
  description,
  footer,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  children?: ReactNode
}) {
  return (
    <>
      <Card>
        <CardContent className="space-y-6 py-7">
          <div className="space-y-1.5">
            <h1 className="font-semibold text-xl leading-7 [overflow-wrap:anywhere]">{title}</h1>
            {description && (
              <p className="text-muted-foreground text-sm [overflow-wrap:anywhere]">
                {description}
              </p>
            )}
          </div>
          {children}
        </CardContent>
      </Card>
      {footer && <p className="mt-6 text-center text-muted-foreground text-sm">{footer}</p>}
    </>
  )
}
