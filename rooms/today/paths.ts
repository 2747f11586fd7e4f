/** Where things and what to do with them are, under a space's base. A test follows every one. */

/** Where the page of a thing is, by its kind; kinds without a page of their own are not here. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  need: (id) => `/needs/${id}`,
  offer: (id) => `/contributions?only=${id}`,
  delivery: (id) => `/deliveries/${id}`,
  book: (id) => `/books/${id}`,
  statement: (id) => `/statements/${id}`,
  expense: (id) => `/expenses/${id}`,
  budget: (id) => `/expenses/budgets/${id}`,
  pledge: (id) => `/expenses/expected/${id}`,
  "spending-rules": () => "/expenses/rules",
  breach: (id) => `/breaches/${id}`,
  listening: (id) => `/listening/${id}`,
  norm: () => "/to-know",
  occasion: (id) => `/shifts/${id}`,
  turn: () => "/shifts",
  effort: () => "/hours",
  skill: () => "/skills",
  request: () => "/skills",
  introduction: () => "/introductions",
  report: (id) => `/reports/${id}`,
  shelf: (id) => `/stock/places/${id}`,
  goods: (id) => `/stock/items/${id}`,
  agreement: (id) => `/agreements/${id}`,
  subject: (id) => `/permissions/people/${id}`,
  consent: (id) => `/permissions/${id}`,
  saying: (id) => `/sayings/${id}`,
  ally: (id) => `/allies/${id}`,
  alliance: (id) => `/alliances/${id}`,
  picture: () => "/sayings",
  recording: () => "/permissions",
  joint: () => "/joint",
  copy: () => "/copies",
  safekeeping: () => "/copies",
  departure: () => "/leaving",
  "register-check": () => "/register",
};

/** The address of a thing's page, or null where its kind has none. */
export function pageOf(base: string, kind: string, id: string): string | null {
  const page = PAGES[kind];
  return page === undefined ? null : `${base}${page(id)}`;
}

/** Where what waits is done; where only one thing waits, on the page of that one. */
export const DOING = {
  newcomers: { all: "/newcomers", one: (id: string) => `/newcomers/${id}` },
  told: { all: "/needs/calls", one: (id: string) => `/needs/${id}` },
  offers: { all: "/contributions" },
  count: { all: "/deliveries", one: (id: string) => `/deliveries/${id}/count` },
  late: { all: "/contributions?status=accepted" },
  overdue: { all: "/deliveries", one: (id: string) => `/deliveries/${id}` },
  stale: { all: "/needs/still" },
  match: { all: "/deliveries", one: (id: string) => `/deliveries/${id}` },
  quiet: { all: "/quiet-box" },
  joint: { all: "/joint" },
  register: { all: "/register" },
  again: { all: "/permissions", one: (id: string) => `/permissions/${id}` },
  sign: { all: "/agreements", one: (id: string) => `/agreements/${id}` },
  helpers: { all: "/shifts", one: (id: string) => `/shifts/${id}` },
  efforts: { all: "/hours" },
  review: { all: "/agreements", one: (id: string) => `/agreements/${id}` },
  expenses: { all: "/expenses", one: (id: string) => `/expenses/${id}` },
  pay: { all: "/expenses", one: (id: string) => `/expenses/${id}` },
  mend: { all: "/expenses", one: (id: string) => `/expenses/${id}` },
} as const;
