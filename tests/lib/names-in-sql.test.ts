import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { foldName } from '@/lib/names/fold-name'
import { byName, foldedName } from '@/lib/names/names-in-sql'

test.each([
  ['Émile', 'EMILE'],
  ['e\u0301mile', 'EMILE'],
  ['Nguyễn', 'NGUYEN'],
  ['Søren Łukasz Đorđe', 'SOREN LUKASZ DORDE'],
  ['Weiß, Æsir, Œuvre, Þór', 'WEISS, AESIR, OEUVRE, THOR'],
  ['Yılmaz İpek', 'YILMAZ IPEK'],
  ['Σοφός ΣΟΦΟΣ', 'ΣΟΦΟΣ ΣΟΦΟΣ'],
  ['ᾳ ΐ', 'Α Ι'],
  ['Ёлка ёлка', 'ЕЛКА ЕЛКА'],
  ['أحمد', 'احمد'],
  ['Ｔｏｋｙｏ ﬁn', 'TOKYO FIN'],
  ['が नमस्ते 한국', 'か\u3099 नमस्ते 한국'.normalize('NFKD')],
  ["50% off_ \\s '; --", "50% OFF_ \\S '; --"],
  ['🚀 👩‍💻', '🚀 👩‍💻'],
])('%s is folded to %s, in the browser and in SQL', async (name, folded) => {
  const { rows } = await asSystem('test', (tx) =>
    tx.execute(sql`select ${foldedName(sql`${name}::text`)} as folded`),
  )

  expect(foldName(name)).toBe(folded)
  expect(rows).toEqual([{ folded }])
})

test('names are sorted as in a dictionary', async () => {
  const sorted = ['alpha', 'Ångström', 'emil', 'Émile', 'Émilie', 'Ödman', 'Zeta', 'Ель', 'Жук']
  const name = sql`name`

  const { rows } = await asSystem('test', (tx) =>
    tx.execute<{ name: string }>(
      sql`select name from jsonb_array_elements_text(${JSON.stringify([...sorted].sort())}) name
          order by ${byName(name)}`,
    ),
  )

  expect(rows.map(({ name }) => name)).toEqual(sorted)
})
