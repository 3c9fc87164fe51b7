/** Remembers how the columns of a header set were mapped, world by world. */
import type { ColumnMapping } from '#domain/mapping/guess.ts'
import { worldKey, type World } from '#domain/tenant.ts'
import { openDatabase } from './database.ts'

const idOf = (world: World, headers: readonly string[]) => `${worldKey(world)}\n${headers.join('\n')}`

/** Failing to remember is no loss: the mapping is guessed again. */
export async function rememberMapping(world: World, headers: readonly string[], mapping: readonly ColumnMapping[]): Promise<void> {
  const database = await openDatabase().catch(() => null)
  await database
    ?.put('mappings', { id: idOf(world, headers), mapping: mapping.map((each) => ({ ...each, why: 'As you mapped it last time' })) })
    .catch(() => undefined)
}

export async function rememberedMapping(world: World, headers: readonly string[]): Promise<ColumnMapping[] | null> {
  return (await (await openDatabase()).get('mappings', idOf(world, headers)))?.mapping ?? null
}
