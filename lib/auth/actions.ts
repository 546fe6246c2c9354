import { refresh } from 'next/cache'
import type { z } from 'zod'
import { type FormSchema, type FormState, runForm } from '@/lib/forms'
import type { Actor, Caller } from './accounts'
import { currentCaller, requireUser } from './guards'

type Run<Args extends unknown[]> = (...args: Args) => Promise<string | FormState>

export function publicAction<S extends FormSchema>(schema: S, run: Run<[z.infer<S>, Caller]>) {
  return async (_: FormState, form: FormData): Promise<FormState> => {
    const caller = await currentCaller()
    return refreshIfChanged(await runForm(schema, form, (input) => run(input, caller)))
  }
}

export function userAction<S extends FormSchema>(schema: S, run: Run<[Actor, z.infer<S>]>) {
  return async (_: FormState, form: FormData): Promise<FormState> => {
    const user = await requireUser()
    return refreshIfChanged(await runForm(schema, form, (input) => run(user, input)))
  }
}

export function refreshIfChanged(state: FormState): FormState {
  if (state.ok || state.stale) refresh()
  return state
}
