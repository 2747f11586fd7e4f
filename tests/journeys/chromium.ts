/** The browser the tests look with. */
import { type Browser, chromium } from "playwright-core";

const QUIET = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-component-update", "--disable-sync"],
  ...["--disable-background-networking", "--disable-background-timer-throttling"],
];
/**
 * Without a screen Chromium still opens a window for every telephone, with two pages of its own
 * for what appears below the address bar. Nobody sees them, and they took longer than ours.
 */
const UNSEEN = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];
/**
 * Of several lists Chromium takes the last: what Playwright (1.65) leaves out stands here again.
 * What is for Windows or Edge alone is not here.
 */
const LEFT_OUT = [
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
];

/** Starts it; `CHROMIUM` says where it is, where it is not Debian's. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [...QUIET, `--disable-features=${[...LEFT_OUT, ...UNSEEN].join(",")}`],
  });
}
