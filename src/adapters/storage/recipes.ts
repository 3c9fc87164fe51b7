/** Keeps recipes, tenant by tenant: what is remembered of every header, and those that were named. */
import { mergedColumns, recipeColumns, rememberedFrom, type Recipe, type RecipeColumn } from '#domain/mapping/recipe.ts'
import type { ColumnMapping, Remembered } from '#domain/mapping/model.ts'
import { tenantKey, type Tenant } from '#domain/tenant.ts'
import { openDatabase } from './database.ts'

/** A record of this store whose key has this after the tenant is a recipe; earlier versions wrote the headers of a file there. */
const mark = '\nrecipe\n'
const prefixOf = (tenant: Tenant) => `${tenantKey(tenant)}${mark}`
const idOf = (tenant: Tenant, name: string) => `${prefixOf(tenant)}${name}`
/** Behind every key that begins with the prefix. */
const last = '\uffff'

/** What Rollcall remembers by itself. */
const unnamed = ''

async function put(tenant: Tenant, name: string, columns: readonly RecipeColumn[]): Promise<void> {
  const id = idOf(tenant, name)
  await (await openDatabase()).put('mappings', { id, mapping: [], recipe: { id, name, savedAt: Date.now(), columns }, usedAt: Date.now() })
}

/** Failing to remember is no loss: the mapping is guessed again. */
export async function rememberMapping(tenant: Tenant, mapping: readonly ColumnMapping[]): Promise<void> {
  try {
    const before = (await (await openDatabase()).get('mappings', idOf(tenant, unnamed)))?.recipe?.columns ?? []
    await put(tenant, unnamed, mergedColumns(before, recipeColumns(mapping), mapping))
  } catch {
    // It is asked for again with the next file.
  }
}

/** What is known of the headers: newest recipes last used by name come after what is remembered by itself. */
export async function rememberedHeaders(tenant: Tenant, headers: readonly string[]): Promise<ReadonlyMap<string, Remembered>> {
  const database = await openDatabase()
  const [own, earlier] = await Promise.all([
    database.get('mappings', idOf(tenant, unnamed)),
    database.get('mappings', `${tenantKey(tenant)}\n${headers.join('\n')}`),
  ])
  const recipes = own?.recipe === undefined ? [] : [own.recipe]
  const old = earlier === undefined || earlier.recipe !== undefined ? [] : [{ id: '', name: unnamed, savedAt: 0, columns: recipeColumns(earlier.mapping) }]
  return rememberedFrom([...recipes, ...old])
}

/** Named ones by name, what is remembered by itself first. */
export async function listRecipes(tenant: Tenant): Promise<Recipe[]> {
  const prefix = prefixOf(tenant)
  const found = await (await openDatabase()).getAll('mappings', IDBKeyRange.bound(prefix, `${prefix}${last}`))
  return found.flatMap(({ recipe }) => recipe ?? []).sort((a, b) => a.name.localeCompare(b.name))
}

export const saveRecipe = (tenant: Tenant, name: string, columns: readonly RecipeColumn[]): Promise<void> => put(tenant, name, columns)

export async function deleteRecipe(recipe: Recipe): Promise<void> {
  await (await openDatabase()).delete('mappings', recipe.id)
}
