/** Set at build time: the assets' addresses carry it. `npm start` rebuilds when it changes. */
const basePath = process.env.BASE_PATH ?? ''

/** @type {import('next').NextConfig} */
export default {
  basePath,
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  // A path here is an image reference: nothing may redirect, collapse or guess at it.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  images: { unoptimized: true },
  // Next would compress event streams and blobs on their way through; the proxy in front does it better.
  compress: false,
  agentRules: false,
  serverExternalPackages: ['@electric-sql/pglite', 'pg', 'undici'],
  experimental: { agentUpgrade: false },
}
