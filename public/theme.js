/** Sets the chosen theme before the first paint; a file of its own, because the page allows no inline script. */
;(() => {
  let theme = null
  try {
    theme = localStorage.getItem('rollcall.theme')
  } catch {
    // Site data is blocked; the page itself says so.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
})()
