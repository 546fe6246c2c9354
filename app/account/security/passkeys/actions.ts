'use server'

import { z } from 'zod'
import { userAction } from '@/lib/auth/actions'
import { currentCaller } from '@/lib/auth/guards'
import { confirmationFields, idField, nameField } from '@/lib/fields'
import { setChallenge, takeChallenge } from '@/lib/passkeys/cookies'
import { newPasskeyField } from '@/lib/passkeys/fields'
import {
  addPasskey,
  removePasskey,
  renamePasskey,
  startAddingPasskey,
} from '@/lib/passkeys/passkeys'

export const startAddingPasskeyAction = userAction(
  z.object({ ...confirmationFields }),
  async (user, confirmation) => {
    const { options, challenge } = await startAddingPasskey(
      user,
      confirmation,
      await currentCaller(),
    )
    await setChallenge(challenge)
    return { newPasskey: options }
  },
)

const addSchema = z.object({ passkey: newPasskeyField })

export const addPasskeyAction = userAction(addSchema, async (user, { passkey }) => {
  const challenge = await takeChallenge()
  await addPasskey(user, { challenge, response: passkey }, await currentCaller())
  return 'Passkey added. You can sign in with it now.'
})

const renameSchema = z.object({ id: idField, name: nameField('a name') })

export const renamePasskeyAction = userAction(renameSchema, async (user, input) => {
  await renamePasskey(user, input, await currentCaller())
  return 'Passkey renamed.'
})

export const removePasskeyAction = userAction(z.object({ id: idField }), async (user, { id }) => {
  await removePasskey(user, id, await currentCaller())
  return 'Passkey removed.'
})
