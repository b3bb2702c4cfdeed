import { expect, test } from 'vitest'
import { nextQuery } from './pagination'

test.each([
  ['</v2/_catalog?last=a%2Fb&n=3>; rel="next"', 'last=a%2Fb&n=3'],
  ['<http://169.254.169.254/latest?last=x>; rel="next"', 'last=x'],
  ['</v2/_catalog?last=a/b c&n=3>; rel=next', 'last=a%2Fb+c&n=3'],
  ['<?next_page=gAAA%3D%3D>; rel="next"', 'next_page=gAAA%3D%3D'],
  ['</first?n=1>; rel="prev", </v2/x?n=2>; rel="next"', 'n=2'],
  ['</v2/_catalog>; rel="next"', null],
  ['</v2/_catalog?n=3>', null],
  ['nonsense', null],
  [undefined, null],
])('the next query of %j is %j', (link, query) => {
  expect(nextQuery(link)).toBe(query)
})
