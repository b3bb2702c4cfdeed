import { describe, expect, it } from 'vitest'
import { exportMarkdown } from './export-markdown'
import type { ExportedFinding } from './export-report'
import { exportedReport, exportedRow, TROUBLED, textOf } from './testing/exported-report'

describe('Markdown', () => {
  it('is a table of tags and platforms, and the findings that count in words', async () => {
    const text = await textOf(exportMarkdown(exportedReport([[exportedRow('1.0')], [TROUBLED]])))
    expect(text).toContain('| Tag | linux/amd64 | linux/arm64 | Findings |\n| --- | --- | --- | ---: |\n')
    expect(text).toContain('| team/app:1.0 | yes | – |  |\n| team/app:2.0 | yes | **missing** | 1 |\n')
    expect(text).toContain(
      '- **error** A child is gone, localhost:5000/team/app:2.0 (linux/arm64): The registry no longer has linux/arm64.\n',
    )
    expect(text).not.toContain('Built far apart')
  })

  it('is honest where nothing was checked, and has no empty list', async () => {
    const text = await textOf(exportMarkdown(exportedReport([], { checkedAt: null })))
    expect(text).toContain('Nothing was checked yet.')
    expect(text).not.toContain('## Findings')
  })

  it('makes no markup, link, mention or cell of what a registry says', async () => {
    const message = 'a|b\n# c [d](http://e) <img src=x> `f` @everyone'
    const findings: ExportedFinding[] = [{ code: 'SCHEMA1', severity: 'warning', ref: 'r/a:1', message }]
    const platforms = ['linux/a|b']
    const row = exportedRow('1.0', { findings })
    const text = await textOf(exportMarkdown(exportedReport([[row]], { platforms })))
    expect(text).toContain('| linux/a\\|b |')
    expect(text).toContain('a\\|b \\# c \\[d\\](http://e) \\<img src=x\\> \\`f\\` &#64;everyone\n')
  })

  it('lists so many findings and counts the rest', async () => {
    const findings = Array.from({ length: 450 }, (_, place): ExportedFinding => {
      return { code: 'SCHEMA1', severity: 'warning', ref: `r/a:${place}`, message: 'Old.' }
    })
    const pages = [[exportedRow('1', { findings })], [exportedRow('2', { findings })]]
    const text = await textOf(exportMarkdown(exportedReport(pages)))
    expect(text.match(/^- \*\*warning/gm)).toHaveLength(500)
    expect(text).toContain('- and 400 more:')
  })
})
