'use client'

import { Check, Copy, Download } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useForm } from '@/components/forms/action-form'
import { Button } from '@/components/ui/button'
import { useReady } from '@/components/use-hydrated'

/** Shows the codes that the action of the surrounding form returned, in place of its fields. */
export function RecoveryCodes({ doneHref, children }: { doneHref: string; children: ReactNode }) {
  const { recoveryCodes } = useForm()
  return recoveryCodes ? <Codes codes={recoveryCodes} doneHref={doneHref} /> : children
}

function Codes({ codes, doneHref }: { codes: string[]; doneHref: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const text = codes.join('\n')
  return (
    <div className="space-y-5">
      <div className="space-y-1">
        <h2 ref={heading} tabIndex={-1} className="font-semibold text-[0.9375rem] outline-none">
          Two-factor authentication is on. Save your recovery codes
        </h2>
        <p className="max-w-prose text-muted-foreground text-sm">
          Without your phone, each of them signs you in once. Keep them in a password manager or on
          paper. We cannot show them again.
        </p>
      </div>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md bg-muted px-4 py-3 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} />
        <Button asChild variant="outline">
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="recovery-codes.txt"
          >
            <Download aria-hidden />
            Download
          </a>
        </Button>
        <Button asChild>
          <a href={doneHref}>I have saved them</a>
        </Button>
      </div>
    </div>
  )
}

function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const Icon = copied ? Check : Copy
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <Button variant="outline" onClick={copy} {...useReady()}>
      <Icon aria-hidden />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </Button>
  )
}
