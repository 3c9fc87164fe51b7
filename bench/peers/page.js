/** The page on which another grid shows the same rows: `?grid=` names it. Bundled by the benchmark, and no part of the app. */
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.querySelector('#root')
const { columns, rows } = await (await fetch('/rows.json')).json()
const height = 30
const width = 160

const grids = {
  async 'react-data-grid'() {
    const [{ DataGrid }] = await Promise.all([import('react-data-grid'), import('react-data-grid/lib/styles.css')])
    const own = columns.map((name, at) => ({ key: String(at), name, width, resizable: true }))
    return () => createRoot(root).render(createElement(DataGrid, { columns: own, rows, rowHeight: height, style: { height: '100%' } }))
  },
  async 'ag-grid'() {
    const { createGrid, AllCommunityModule, ModuleRegistry } = await import('ag-grid-community')
    ModuleRegistry.registerModules([AllCommunityModule])
    const columnDefs = columns.map((headerName, at) => ({ headerName, field: String(at), width, editable: true }))
    return () => createGrid(root, { columnDefs, rowData: rows, rowHeight: height })
  },
  async glide() {
    const [{ DataEditor, GridCellKind }] = await Promise.all([import('@glideapps/glide-data-grid'), import('@glideapps/glide-data-grid/dist/index.css')])
    const own = columns.map((title, at) => ({ title, id: String(at), width }))
    const getCellContent = ([column, row]) => ({ kind: GridCellKind.Text, data: rows[row][column], displayData: rows[row][column], allowOverlay: true })
    return () =>
      createRoot(root).render(
        createElement(DataEditor, { columns: own, rows: rows.length, getCellContent, rowHeight: height, width: '100%', height: '100%', smoothScrollY: true }),
      )
  },
  async revogrid() {
    const { defineCustomElements } = await import('@revolist/revogrid/loader')
    defineCustomElements()
    await customElements.whenDefined('revo-grid')
    const own = columns.map((name, at) => ({ name, prop: String(at), size: width }))
    return () => {
      const grid = document.createElement('revo-grid')
      Object.assign(grid, { columns: own, source: rows, rowSize: height })
      grid.style.height = '100%'
      root.append(grid)
    }
  },
}

const mount = await grids[new URLSearchParams(location.search).get('grid')]()
Object.assign(window, { mountPeer: mount, isReady: true })
