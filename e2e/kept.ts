/** What the browser keeps of Rollcall, as one text to search. */
import type { Page } from '@playwright/test'

/** All that this origin keeps: every database with all that is in it, both storages, caches, and the address. */
export const everythingKept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const words: string[] = [
      location.href,
      document.cookie,
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      JSON.stringify(history.state),
    ]
    const add = async (value: unknown): Promise<void> => {
      if (typeof value === 'string') words.push(value)
      else if (value instanceof Blob) words.push(await value.text())
      else if (value instanceof ArrayBuffer) for (const encoding of ['latin1', 'utf-16le']) words.push(new TextDecoder(encoding).decode(value))
      else if (ArrayBuffer.isView(value)) await add(value.buffer)
      else if (value instanceof Map || value instanceof Set) for (const each of value) await add(each)
      else if (typeof value === 'object' && value !== null) for (const each of Object.entries(value)) for (const part of each) await add(part)
    }
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('no database'))
      })
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames) {
        const open = database.transaction(store).objectStore(store)
        for (const value of [...(await done(open.getAll())), ...(await done(open.getAllKeys()))] as unknown[]) await add(value)
      }
      database.close()
    }
    for (const name of await caches.keys()) words.push(name)
    return words.join('\n')
  })
