/** One line in, three out: a manifold. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" className={className} aria-hidden fill="none" stroke="currentColor">
      <path
        d="M2 10h5M7 10C10 10 9 3.5 13 3.5H18M7 10h11M7 10c3 0 2 6.5 6 6.5H18"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
