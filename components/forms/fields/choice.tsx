'use client'

import { FormSelect } from '../action-form'

type Choice = { id: string; name: string }

/** A select of rows. `current` is offered too if it is not among the options. */
export function FormChoice({
  name,
  label,
  empty,
  options,
  current,
}: {
  name: string
  label: string
  /** The option without an id. */
  empty: string
  options: Choice[]
  current?: Choice
}) {
  const isListed = options.some(({ id }) => id === current?.id)
  const choices = current && !isListed ? [...options, current] : options
  return (
    <FormSelect
      name={name}
      label={label}
      options={[
        { value: '', label: empty },
        ...choices.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      defaultValue={current?.id ?? ''}
    />
  )
}
