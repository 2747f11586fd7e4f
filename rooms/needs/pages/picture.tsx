/** Pictures of categories for the wall, so that the sheet can be read without reading. */

/** One path each on a 24 × 24 ground, drawn with the colour of the words. */
const PATHS: Readonly<Record<string, string>> = {
  food: "M4 12h16a8 8 0 0 1-16 0M8 9c0-2 2-2 2-4M13 9c0-2 2-2 2-4",
  water: "M12 3c4 6 6 8 6 12a6 6 0 0 1-12 0c0-4 2-6 6-12",
  hygiene: "M5 11h14v9H5zM9 11V7h6v4M12 7V4h4",
  baby: "M8 9h8v11H8zM9 9V7h6v2M11 7c0-4 2-4 2 0M8 13h4M8 16h4",
  clothing: "M8 4l-5 4 3 3 2-2v11h8V9l2 2 3-3-5-4c-1 3-7 3-8 0",
  shelter: "M3 12l9-8 9 8M6 10v10h12V10M10 20v-6h4v6",
  medical: "M10 4h4v6h6v4h-6v6h-4v-6H4v-4h6z",
  education: "M12 6c-3-2-6-2-9-1v13c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zM12 6v13",
  tools: "M4 20l9-9M13 11a4 4 0 0 1 5-6l-3 3 2 2 3-3a4 4 0 0 1-6 5",
  transport: "M2 7h11v10H2zM13 10h5l4 4v3h-9M6 17a2 2 0 1 0 .1 0M17 17a2 2 0 1 0 .1 0",
  energy: "M13 3L5 14h6l-1 7 9-12h-6z",
  money: "M3 6h18v12H3zM12 9a3 3 0 1 0 .1 0M6 9v6M18 9v6",
  communication: "M7 3h10v18H7zM11 18h2",
  other: "M12 4a8 8 0 1 0 .1 0M8 12h8M12 8v8",
};

/** The same for kinds of support, where no category says more. */
const KINDS: Readonly<Record<string, string>> = {
  money: PATHS["money"] ?? "",
  medical: PATHS["medical"] ?? "",
  knowledge: PATHS["education"] ?? "",
  hours: "M12 4a8 8 0 1 0 .1 0M12 8v5l3 2",
  safety: "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z",
  legal: "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
  introductions:
    "M8 6a2.5 2.5 0 1 0 .1 0M16 6a2.5 2.5 0 1 0 .1 0M3 19c0-7 10-7 10 0M13 19c0-7 8-7 8 0",
  amplification: "M4 10v4h4l9 5V5l-9 5zM20 10v4",
};

/** The picture of a category or, for none, of a kind; silent, since its word stands beside it. */
export function Picture({ code, kind = "" }: { code: string | null; kind?: string }) {
  const category = code === null || code === "other" ? undefined : PATHS[code];
  return (
    <svg width="40" height="40" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={category ?? KINDS[kind] ?? PATHS["other"]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
      />
    </svg>
  );
}
