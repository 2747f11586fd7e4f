/** Paper: the A3 sheet for the wall and an A4 packing list. */
import { Figure } from "../figure.tsx";
import { Meter } from "../meter.tsx";
import { Blank, PrintSheet } from "../print-sheet.tsx";
import { QR } from "../qr.tsx";
import { Row, Rows } from "../rows.tsx";
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
        <Rows>
          <Row level={2} title={both(s.blankets, other.blankets)} end={sixty}>
            <Meter t={t} say={amount} unit="item" asked="60" counted="38" still="22" />
          </Row>
          <Row level={2} title={both(s.filters, other.filters)} end={sixty}>
            <Meter t={t} say={amount} unit="item" asked="60" onTheWay="20" still="40" />
          </Row>
        </Rows>
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
