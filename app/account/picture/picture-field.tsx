'use client'

import { type ChangeEvent, type ReactNode, useRef, useState } from 'react'
import { useForm } from '@/components/forms/action-form'
import { Field } from '@/components/forms/field'

const SIZE = 128

/** A file, with a preview of the square that will be stored. `children` is the picture until one is chosen. */
export function PictureField({ maxMb, children }: { maxMb: number; children: ReactNode }) {
  const { errors } = useForm()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<{ isShown?: boolean; error?: string }>({})
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    const error = file && (await preview(file, maxMb, canvas.current))
    // So that a file that will be refused is not sent.
    if (error) target.value = ''
    setState({ isShown: Boolean(file) && !error, error })
  }
  return (
    <div className="flex items-start gap-4">
      <canvas
        ref={canvas}
        width={SIZE}
        height={SIZE}
        aria-label="Preview of the picture"
        role="img"
        hidden={!state.isShown}
        className="size-16 shrink-0 rounded-full"
      />
      <div hidden={state.isShown}>{children}</div>
      <Field
        label="File"
        name="picture"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        hint={`PNG, JPEG, WebP or GIF, at most ${maxMb} MB. The middle is cut out as a square.`}
        error={state.error ?? errors?.picture}
        onChange={choose}
        required
        className="min-w-0 flex-1"
      />
    </div>
  )
}

/** Returns what is wrong with the file, if the browser can tell. */
async function preview(file: File, maxMb: number, canvas: HTMLCanvasElement | null) {
  if (file.size > maxMb * 1024 * 1024) return `Use a picture of at most ${maxMb} MB.`
  try {
    const image = await createImageBitmap(file)
    const side = Math.min(image.width, image.height)
    const [left, top] = [(image.width - side) / 2, (image.height - side) / 2]
    canvas?.getContext('2d')?.drawImage(image, left, top, side, side, 0, 0, SIZE, SIZE)
    image.close()
  } catch {
    return 'This picture cannot be read. Try another file.'
  }
}
