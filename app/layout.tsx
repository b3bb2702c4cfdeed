import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { RegistryPlaces } from '@/components/browse/registry-places'
import { Frame } from '@/components/shell/frame'
import './globals.css'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Manifold', template: '%s · Manifold' },
  description: 'Browse, inspect, compose and audit multi-architecture container images.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f2f2ef' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1113' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    // The theme is set on <html> before React looks at it.
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <Providers nonce={nonce}>
          <Frame places={<RegistryPlaces />}>{children}</Frame>
        </Providers>
      </body>
    </html>
  )
}
