/** Flows, months and tables, with figures small and very large. */
import { Figure } from "../figure.tsx";
import { Months } from "../months.tsx";
import { Sankey } from "../sankey.tsx";
import type { FlowNode } from "../sankey-layout.ts";
import { Table } from "../table.tsx";
import { Frame, speaker } from "./frame.tsx";
import { type Lang, SAMPLES, type Sample } from "./samples.ts";

const MONTHS = [
  { month: "2026-06", came: "1200", went: "300" },
  { month: "2026-07", came: "2250.5", went: "1900" },
  { month: "2026-08", came: "0", went: "640" },
  { month: "2026-09", came: "4800", went: "2100" },
  { month: "2026-10", came: "3100", went: "3900" },
  { month: "2026-11", came: "990", went: "1200" },
];

const FLOWS = [
  { from: "allies", to: "kitchens", of: "7000" },
  { from: "allies", to: "clinic", of: "4200" },
  { from: "quarter", to: "filters", of: "3100" },
  { from: "open", to: "clinic", of: "1500.75" },
  { from: "open", to: "still", of: "2619.25" },
  { from: "open", to: "filters", of: "0" },
];

const TOTALS = {
  allies: "11200",
  quarter: "3100",
  open: "4120",
  kitchens: "7000",
  clinic: "5700.75",
  filters: "3100",
  still: "2619.25",
};

/** Sources on one side; uses and what is still here on the other. */
function nodes(s: Sample): FlowNode[] {
  return [
    { id: "allies", label: s.allies, side: "source" },
    { id: "quarter", label: s.quarter, side: "source", local: true },
    { id: "open", label: s.open, side: "source" },
    { id: "kitchens", label: s.kitchens, side: "use", local: true },
    { id: "clinic", label: s.clinic, side: "use", local: true },
    { id: "filters", label: s.filters, side: "use", local: true },
    { id: "still", label: s.still, side: "here", local: true },
  ];
}

/** The page. */
export function ChartsPage({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const { t, amount } = speaker(lang);
  const money = { t, lang, say: amount, unit: "EUR" };
  const sum = (of: string) => <Figure say={amount} amount={{ of, unit: "EUR" }} />;
  const columns = [
    { name: s.line },
    { name: s.sent, number: true },
    { name: s.counted, number: true },
  ];
  return (
    <Frame lang={lang} title={s.books}>
      <h1>{s.books}</h1>
      <Figure say={amount} amount={{ of: "18420", unit: "EUR" }} large />
      <Sankey {...money} caption={s.flows} nodes={nodes(s)} flows={FLOWS} totals={TOTALS} />
      <Months {...money} caption={s.monthsTitle} months={MONTHS} />
      <Table
        caption={s.shipments}
        columns={columns}
        rows={[
          [s.blankets, sum("40"), sum("38")],
          [s.electricians, sum("123456789012345678.12345678"), sum("-2.5")],
        ]}
        foot={[s.all, sum("42"), sum("35.5")]}
      />
    </Frame>
  );
}
