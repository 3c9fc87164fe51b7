/** Sets the chosen theme before the first paint; a file of its own, because the page allows no inline script. */
;(() => {
  const theme = localStorage.getItem('rollcall.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
})()
