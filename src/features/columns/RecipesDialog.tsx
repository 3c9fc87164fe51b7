/** Recipes: what columns of a name are mapped to, saved under a name, applied, exported, imported and deleted. */
import { BookMarked } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { counted } from '#domain/count.ts'
import { guessMapping } from '#domain/mapping/guess.ts'
import type { ColumnMapping } from '#domain/mapping/model.ts'
import { readRecipe, recipeColumns, recipeText, rememberedFrom, type Recipe } from '#domain/mapping/recipe.ts'
import { deleteRecipe, listRecipes, saveRecipe } from '#adapters/storage/recipes.ts'
import { Button } from '#ui/Button.tsx'
import { Dialog } from '#ui/Dialog.tsx'
import { saveFile } from '#ui/save-file.ts'
import { TextField } from '#ui/TextField.tsx'
import { toast } from '#ui/Toast.tsx'
import { setMapping, type OpenDraft } from '#workbench/draft/draft-session.ts'
import { fieldLabel } from '#workbench/user/field-label.ts'
import styles from './ColumnsScreen.module.css'

export function Recipes({ draft }: { readonly draft: OpenDraft }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<BookMarked size={14} aria-hidden="true" />} onClick={() => setOpen(true)}>
        Recipes
      </Button>
      {isOpen && <RecipesDialog draft={draft} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The mapping with what a recipe says of its headers; what it does not know stays. */
function withRecipe(mapping: readonly ColumnMapping[], recipe: Recipe): ColumnMapping[] {
  const known = rememberedFrom([recipe])
  const guessed = guessMapping(
    mapping.map(({ header }) => header),
    [],
    { remembered: known },
  )
  return mapping.map((each, at) => {
    const next = guessed[at]
    return next !== undefined && next.confidence === 'certain' && [...known.values()].some(({ why }) => why === next.why)
      ? { ...next, column: each.column }
      : each
  })
}

function RecipesDialog({ draft, onClose }: { readonly draft: OpenDraft; readonly onClose: () => void }) {
  const [recipes, setRecipes] = useState<readonly Recipe[]>([])
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const { tenant } = draft
  const refresh = useCallback(() => void listRecipes(tenant).then(setRecipes, (error: unknown) => setFailure(String(error))), [tenant])
  useEffect(refresh, [refresh])
  const columns = recipeColumns(draft.mapping)
  const save = async (as: string, what: Recipe['columns']) => {
    try {
      await saveRecipe(tenant, as, what)
      setFailure(null)
      refresh()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  const take = async (file: File) => {
    const read = readRecipe(await file.text())
    if (read.kind === 'unreadable') setFailure(read.message)
    else await save(read.name.trim() || file.name.replace(/\.json$/i, ''), read.columns)
  }
  return (
    <Dialog
      open
      size="l"
      title="Recipes"
      description="A recipe maps columns by their header, wherever they are in the file. Password columns are never part of one."
      onClose={onClose}
      footer={
        <>
          <label className={styles.import}>
            Import recipe
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                event.target.value = ''
                if (file !== undefined) void take(file)
              }}
            />
          </label>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.save}>
        <TextField label="Save this mapping as" value={name} onChange={setName} placeholder="HR export" />
        <Button
          variant="primary"
          disabledReason={name.trim() === '' ? 'Give the recipe a name.' : columns.length === 0 ? 'No column is mapped.' : undefined}
          onClick={() => void save(name.trim(), columns).then(() => setName(''))}
        >
          Save recipe
        </Button>
      </div>
      {recipes.length === 0 && <p>No recipes yet. Rollcall remembers each header when you continue to the grid.</p>}
      <ul className={styles.recipes}>
        {recipes.map((recipe) => (
          <li key={recipe.id}>
            <details>
              <summary>
                <strong>{recipe.name === '' ? 'Remembered headers' : recipe.name}</strong> · {counted(recipe.columns.length, 'column')}
              </summary>
              <ul>
                {recipe.columns.map(({ header, occurrence, target }) => (
                  <li key={`${header} ${occurrence}`}>
                    {header} → {target.kind === 'field' ? fieldLabel(target.field) : target.kind === 'ignored' ? 'Excluded' : 'Custom attributes or list'}
                  </li>
                ))}
              </ul>
            </details>
            <Button
              size="s"
              onClick={() => {
                setMapping(draft.id, withRecipe(draft.mapping, recipe))
                toast('Recipe applied. Undo takes it back.')
                onClose()
              }}
            >
              Apply
            </Button>
            <Button
              size="s"
              onClick={() =>
                saveFile(new File([recipeText(recipe)], `${recipe.name === '' ? 'remembered headers' : recipe.name}.recipe.json`, { type: 'application/json' }))
              }
            >
              Export
            </Button>
            <Button size="s" onClick={() => void deleteRecipe(recipe).then(refresh, (error: unknown) => setFailure(String(error)))}>
              Delete
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
