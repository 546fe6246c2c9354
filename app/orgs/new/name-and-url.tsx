'use client'

import { useState } from 'react'
import { FormField, useForm } from '@/components/forms/action-form'
import { proposeSlug } from '@/lib/tenancy/slugs'

/** The URL follows the name until it is edited. If it is empty, the server derives it. */
export function NameAndUrl({ affixes: [before, after] }: { affixes: string[] }) {
  const { values, correct } = useForm()
  const submitted = values?.slug ?? ''
  const [slug, setSlug] = useState(submitted)
  const [edited, setEdited] = useState(submitted !== '')
  return (
    <>
      <FormField
        name="name"
        label="Organization name"
        autoComplete="organization"
        autoFocus
        required
        onChange={(event) => {
          const name = event.target.value.trim()
          if (edited) return
          setSlug(name && proposeSlug(name))
          correct('slug')
        }}
      />
      <FormField
        name="slug"
        label="Organization URL"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={slug}
        onChange={(event) => {
          setSlug(event.target.value)
          setEdited(event.target.value !== '')
        }}
        hint={
          <>
            {before}
            <span className="font-medium text-foreground">{slug || '…'}</span>
            {after}
          </>
        }
      />
    </>
  )
}
