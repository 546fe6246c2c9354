'use client'

import { useForm } from '../action-form'

/** A checkbox in a form. It keeps its value after a failed submit. */
export function FormCheckbox({
  name,
  label,
  defaultChecked,
}: {
  name: string
  label: string
  defaultChecked?: boolean
}) {
  const { values } = useForm()
  return (
    <label className="flex w-fit items-center gap-2.5 font-medium text-sm leading-5 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        name={name}
        defaultChecked={values ? name in values : defaultChecked}
        className="size-4 accent-primary"
      />
      {label}
    </label>
  )
}
