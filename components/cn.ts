import { type ClassValue, clsx } from 'clsx'

/** Two of them must not set the same property: their order in the stylesheet would decide. */
export const cn = (...classes: ClassValue[]) => clsx(classes)
