/** Something the reader should know now, in a calm box with an icon and a word. */
import { Icon, type IconName } from "./icons.tsx";
import type { Kids, Translate } from "./types.ts";

/** `done` it happened · `info` good to know · `warn` look before going on · `stop` not now. */
export type NoticeKind = "done" | "info" | "warn" | "stop";

const ICONS: Record<NoticeKind, IconName> = {
  done: "check",
  info: "info",
  warn: "warn",
  stop: "stop",
};

/**
 * A notice. `warn` and `stop` interrupt a screen reader, the others wait their turn; the title
 * falls back to the kind's own word, so the colour never speaks alone.
 */
export function Notice(props: { kind: NoticeKind; t: Translate; title?: string; children?: Kids }) {
  const { kind, t, title, children } = props;
  const role = kind === "warn" || kind === "stop" ? "alert" : "status";
  return (
    <div class={`notice ${kind}`} role={role}>
      <Icon name={ICONS[kind]} />
      <div>
        <b>{title ?? t(`ui.notice.${kind}`)}</b>
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
