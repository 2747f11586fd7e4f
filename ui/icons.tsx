/** The icons: one 16 × 16 path each, drawn with the colour of the words beside them. */
const PATHS = {
  check: "M2 9l4 4 8-10",
  clock: "M8 1.8a6.2 6.2 0 1 0 .01 0M8 4.5V8l2.6 1.8",
  half: "M8 1.8a6.2 6.2 0 1 0 .01 0M8 2v12M8 5h5M8 8h6M8 11h5",
  hourglass: "M4 2h8M4 14h8M5 2c0 4 6 8 6 12M11 2c0 4-6 8-6 12",
  stop: "M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM5 8h6",
  lock: "M3.5 7.5h9V14h-9zM5.5 7V4.6a2.5 2.5 0 0 1 5 0V7",
  open: "M8 1.8a6.2 6.2 0 1 0 .01 0",
  moving: "M1.5 8h12M9 3.5L13.5 8 9 12.5",
  here: "M2 6.5L8 2l6 4.5V14H2zM6.2 14V9.5h3.6V14",
  said: "M2 3h12v8H8l-3.5 3v-3H2z",
  gap: "M3 3l10 10M13 3L3 13",
  warn: "M8 1.8L15 14H1zM8 6.5v3.6M8 11.9v.6",
  info: "M8 1.8a6.2 6.2 0 1 0 .01 0M8 7.4v4M8 4.6v.6",
  eye: "M1 8c3-5.3 11-5.3 14 0-3 5.3-11 5.3-14 0M8 6a2 2 0 1 0 .01 0",
  withheld: "M1 8c3-5.3 11-5.3 14 0-3 5.3-11 5.3-14 0M3 13L13 3",
  menu: "M2 4h12M2 8h12M2 12h12",
  leave: "M9 2h5v12H9M1.5 8H10M6.5 4.5L10 8l-3.5 3.5",
} as const;

/** Names of the icons there are. */
export type IconName = keyof typeof PATHS;

/** Icons that point along the line of writing and turn round in right-to-left pages. */
const TURNING: ReadonlySet<IconName> = new Set(["moving", "leave", "said"]);

/** An icon, silent for screen readers: the word beside it says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={TURNING.has(name) ? "icon turns" : "icon"} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: two threads, one whole and one that passes under. Ornament only. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 30 22" aria-hidden="true">
      <path class="ally" d="M0 16c10 0 10-10 20-10h10" />
      <path class="gapped" d="M0 6c10 0 10 10 20 10h10" />
      <path class="local" d="M0 6c10 0 10 10 20 10h10" />
    </svg>
  );
}
