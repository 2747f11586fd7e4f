/** Paper: the A3 sheet for the wall and an A4 packing list. */
import { Figure } from "../figure.tsx";
import { Blank, PrintSheet } from "../print-sheet.tsx";
import { QR } from "../qr.tsx";
import { Table } from "../table.tsx";
import { DayText } from "../time.tsx";
import { Frame, speaker } from "./frame.tsx";
import { type Lang, SAMPLES } from "./samples.ts";

const ADDRESS = "https://alongside.invalid/r/7K2M-9QXD";

/** Large figures, two languages, a code in the corner. */
export function WallPage({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const { t, amount } = speaker(lang);
  const other = SAMPLES[lang === "en" ? "ar" : "en"];
  const otherLang = lang === "en" ? "ar" : "en";
  const both = (a: string, b: string) => (
    <>
      {a}{" "}
      <span lang={otherLang} dir="auto" class="soft">
        {b}
      </span>
    </>
  );
  const sixty = <Figure say={amount} amount={{ of: "60", unit: "item" }} />;
  return (
    <Frame lang={lang} title={s.wall} shape="sheet">
      <PrintSheet
        paper="wall"
        title={s.wall}
        say={<DayText date="2026-11-22" lang={lang} />}
        corner={<QR t={t} address={ADDRESS} />}
      >
        <ul class="posters large">
          {[both(s.blankets, other.blankets), both(s.filters, other.filters)].map((name) => (
            <li>
              <svg width="40" height="40" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M3 12l9-8 9 8M6 10v10h12V10" fill="none" stroke="currentColor" />
              </svg>
              {sixty}
              <h2 dir="auto">{name}</h2>
            </li>
          ))}
        </ul>
      </PrintSheet>
    </Frame>
  );
}

/** A packing list with two columns to count in. */
export function PackingPage({ lang }: { lang: Lang }) {
  const s = SAMPLES[lang];
  const { amount } = speaker(lang);
  const columns = [{ name: s.line }, { name: s.sent, number: true }, { name: s.counted }];
  const forty = <Figure say={amount} amount={{ of: "40", unit: "item" }} />;
  return (
    <Frame lang={lang} title={s.packing} shape="sheet">
      <PrintSheet title={s.packing} say={s.noorSay}>
        <Table
          caption={s.packing}
          quietCaption
          columns={columns}
          rows={[
            [s.blankets, forty, <Blank label={s.counted} />],
            [s.filters, forty, <Blank label={s.counted} />],
          ]}
        />
      </PrintSheet>
    </Frame>
  );
}
