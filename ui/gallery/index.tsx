/** The gallery: every component in every state, as whole pages. */
import { ChartsPage } from "./charts.tsx";
import { FormsPage } from "./forms.tsx";
import { ListsPage } from "./lists.tsx";
import { PublicPage } from "./public.tsx";
import type { Lang } from "./samples.ts";
import { PackingPage, WallPage } from "./sheets.tsx";

/** The pages by name. `scripts` are addresses of the optional modules. */
export function pages(lang: Lang, scripts: readonly string[] = []): Record<string, string> {
  return {
    public: String(<PublicPage lang={lang} scripts={scripts} />),
    forms: String(<FormsPage lang={lang} scripts={scripts} />),
    lists: String(<ListsPage lang={lang} scripts={scripts} />),
    charts: String(<ChartsPage lang={lang} />),
    wall: String(<WallPage lang={lang} />),
    packing: String(<PackingPage lang={lang} />),
  };
}
