/**
 * Shows that something is going on while a silent program works: on a terminal a line that counts, elsewhere a
 * line now and then.
 * @template T
 * @param {string} title `Installing the locked dependencies`
 * @param {(report: (detail: string) => void) => Promise<T>} work `report` adds a detail to what is shown
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const { isTTY } = process.stdout
  let detail = ''
  const show = () => {
    const line = `${title} ... ${detail === '' ? '' : `${detail}, `}${seconds()} s`
    process.stdout.write(isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
  }
  process.stdout.write(`${title} ...${isTTY ? '' : '\n'}`)
  const clock = setInterval(show, isTTY ? 500 : 5_000)
  try {
    const result = await work((text) => {
      detail = text
    })
    process.stdout.write(`${isTTY ? '\r\u001b[2K' : ''}${title}: done in ${seconds()} s\n`)
    return result
  } catch (error) {
    process.stdout.write(`${isTTY ? '\r\u001b[2K' : ''}${title}: failed after ${seconds()} s\n`)
    throw error
  } finally {
    clearInterval(clock)
  }
}
