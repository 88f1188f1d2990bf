/** The mark: one thread through two turns. */
export function Loom({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" strokeWidth="2.4" strokeLinecap="round" aria-hidden>
      <path d="M8.5 19h12.5M8.5 19a4.2 4.2 0 0 1 0-8.4h6" stroke="var(--primary)" opacity=".5" />
      <path d="M3 5.5h12.3a4.2 4.2 0 0 1 0 8.4H9" stroke="var(--primary)" />
    </svg>
  );
}
