/** Loaded before a program: answers its parent's question about memory, after collecting what is garbage. Needs `--expose-gc`. */
process.on('message', (question) => {
  if (question !== 'memory') return
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  process.send({ bytes: heapUsed + external })
})
// The parent's questions are not a reason to stay alive.
process.channel.unref()
