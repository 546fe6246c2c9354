'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { currentCaller } from '@/lib/auth/guards'
import { fileField } from '@/lib/fields'
import { MAX_PICTURE_MB } from '@/lib/pictures/encode-picture'
import { removePicture, setPicture } from '@/lib/pictures/pictures'

const pictureSchema = z.object({ picture: fileField('a picture', MAX_PICTURE_MB) })

export const setPictureAction = userAction(pictureSchema, async (user, { picture }) => {
  await setPicture(user, new Uint8Array(await picture.arrayBuffer()), await currentCaller())
  return 'Picture saved.'
})

export const removePictureAction = userAction(z.object({}), async (user) => {
  await removePicture(user, await currentCaller())
  return 'Picture removed.'
})
