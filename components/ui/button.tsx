import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** Styles the only child, such as a link, instead of rendering a button. */
    asChild?: boolean
  }

export function Button({ asChild, variant, size, className, type, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className)
  if (asChild) return <Slot.Root className={classes} {...props} />
  return <button type={type ?? 'button'} className={classes} {...props} />
}

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 select-none items-center gap-2 whitespace-nowrap rounded-md font-medium transition-colors',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-default',
    "[&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary:
          'bg-primary text-primary-foreground shadow-[inset_0_1px_0_rgb(255_255_255/0.14),0_1px_2px_var(--edge)] hover:bg-primary-hover',
        secondary: 'bg-accent text-foreground hover:bg-border',
        outline:
          'border border-input/60 bg-card text-foreground shadow-raised hover:bg-muted dark:hover:bg-accent',
        ghost: 'text-muted-foreground hover:bg-accent hover:text-foreground',
        destructive:
          'bg-destructive-solid text-destructive-foreground shadow-[inset_0_1px_0_rgb(255_255_255/0.14),0_1px_2px_var(--edge)] hover:bg-destructive-solid/90',
      },
      size: {
        sm: 'h-8 justify-center px-3 text-[0.8125rem] pointer-coarse:h-11',
        md: 'h-9 justify-center px-3.5 text-sm pointer-coarse:h-11',
        lg: 'h-11 justify-center px-5 text-[0.9375rem]',
        'icon-sm': 'size-8 justify-center pointer-coarse:size-11',
        checkbox: 'tap size-6 justify-center',
        /** A button in the navigation, with its text on the left. */
        nav: 'h-9 px-2 text-sm pointer-coarse:h-11 pointer-coarse:min-w-11',
      },
    },
    defaultVariants: { variant: 'primary', size: 'md' },
  },
)
