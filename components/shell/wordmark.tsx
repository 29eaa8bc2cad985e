export function Wordmark({ name, short = false }: { name: string; short?: boolean }) {
  return (
    <span className="flex items-center gap-2 text-base font-semibold">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-6 shrink-0">
        <path
          d="M4 26 16 4l12 22"
          fill="none"
          stroke="currentColor"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16" cy="21" r="4" className="fill-accent" />
      </svg>
      <span className={short ? "sr-only" : undefined}>{name}</span>
    </span>
  );
}
