"use strict";
/**
 * Starts Alongside under Node 26, whatever Node it is called with (18 or later), and brings what
 * it needs first. No dependency and no TypeScript here: this file runs before anything is there.
 */
const fs = require("node:fs");
const { enableCompileCache } = require("node:module");
const path = require("node:path");
const { isatty } = require("node:tty");
const { pathToFileURL } = require("node:url");
const v8 = require("node:v8");

const ROOT = path.join(__dirname, "..");
const MAJOR_WANTED = 26;
// At a terminal Ctrl-C and hanging up reach the child by themselves; twice would mean "at once".
const FORWARDED = isatty(0) ? ["SIGTERM"] : ["SIGTERM", "SIGINT", "SIGHUP"];
const PARENT_MS = 250;
const CAUGHT = ["SIGTERM", "SIGINT", "SIGHUP"];

/** Where the Node 26 that came as an npm package lies: a path, there or not. */
function bundledNode(root, platform = process.platform, arch = process.arch) {
  const os = platform === "win32" ? "win" : platform;
  const name = platform === "win32" ? "node.exe" : "node";
  return path.join(root, "node_modules", `node-${os}-${arch}`, "bin", name);
}

/** The Node to run under: our own when it is new enough, else the bundled one, else undefined. */
function findNode(root, version = process.versions.node) {
  if (Number(version.split(".")[0]) >= MAJOR_WANTED) return process.execPath;
  const bundled = bundledNode(root);
  return fs.existsSync(bundled) ? bundled : undefined;
}

/**
 * Whether `npm ci` has to run: nothing installed, or the lock file is newer and asks for other
 * versions. Packages for other platforms never count; those for tests only when `withTests`.
 */
function installNeeded(root, withTests) {
  const lock = path.join(root, "package-lock.json");
  const installed = path.join(root, "node_modules", ".package-lock.json");
  // Installed as somebody's dependency: no lock file of ours, and npm has seen to the rest.
  if (!fs.existsSync(lock)) return false;
  if (!fs.existsSync(installed)) return true;
  const wanted = JSON.parse(fs.readFileSync(lock, "utf8")).packages;
  const have = JSON.parse(fs.readFileSync(installed, "utf8")).packages;
  return Object.entries(wanted).some(([where, entry]) => {
    if (where === "" || (entry.dev && !withTests)) return false;
    if (entry.optional && !have[where]) return false;
    return have[where]?.version !== entry.version;
  });
}

/** Runs `npm ci`, its words on stderr so that stdout stays the command's own. */
function install(root) {
  process.stderr.write("alongside: bringing the packages this version needs (npm ci) …\n");
  const { spawnSync } = require("node:child_process");
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith("npm-cli.js")
    ? [process.execPath, [npm, "ci"]]
    : ["npm", ["ci"]];
  const done = spawnSync(command, [...args, "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    // An inherited "production" would leave out what the tests need.
    env: { ...process.env, NODE_ENV: "" },
  });
  if (done.status !== 0) fail(`npm ci did not finish: ${done.error?.message ?? "see above"}`);
}

/** Says what went wrong on stderr, with --json on stdout too, and ends with 1. */
function fail(message) {
  process.stderr.write(`alongside: ${message}\n`);
  // Who asked for one JSON value gets one, whatever went wrong.
  if (process.argv.includes("--json")) {
    process.stdout.write(`${JSON.stringify({ ok: false, fault: message, exit: 1 })}\n`);
  }
  process.exit(1);
}

/** Hands over to another Node: in place where the platform can, else as a child we only wait on. */
function become(node, args) {
  // Windows has no exec; older Nodes have no way to it.
  if (process.execve && process.platform !== "win32") {
    // The warning that execve is experimental is about us, not for the person at the terminal.
    process.removeAllListeners("warning");
    process.execve(node, [node, ...args], process.env);
  }
  const { spawn } = require("node:child_process");
  const child = spawn(node, args, { stdio: "inherit" });
  for (const signal of CAUGHT) {
    process.on(signal, () => FORWARDED.includes(signal) && child.kill(signal));
  }
  endWithParent(() => child.kill("SIGTERM"));
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => {
    for (const name of CAUGHT) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
}

/**
 * Under npm: `stop` is called once the shell that npm runs us in is gone. npm passes a signal on to
 * that shell and no further, and a node that nobody holds any more would keep its port and folder.
 */
function endWithParent(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, PARENT_MS);
  watch.unref();
}

/** Where compiled pages and code may be kept between starts; deleting it only costs time. */
function cacheFolder(root) {
  return process.env.ALONGSIDE_CACHE ?? path.join(root, "data", "cache");
}

/**
 * Runs `entry` (a path from the root, `.ts`) under Node 26 with the loader, in this process when
 * it can. `withTests` asks for the packages only tests use as well; `lean` keeps memory small for
 * a process that stays, at the cost of some speed; `steady` for one that does much of the same.
 */
async function launch(
  entry,
  { withTests = false, lean = false, steady = false, root = ROOT } = {},
) {
  if (installNeeded(root, withTests)) install(root);
  const node = findNode(root);
  if (!node) {
    fail(
      `Node ${process.versions.node} is too old and no Node ${MAJOR_WANTED} came with the ` +
        `packages for ${process.platform}-${process.arch}: install Node ${MAJOR_WANTED}, or run ` +
        "npm ci without --omit=optional.",
    );
  }
  // The script's own path is already argv[1], so the other Node comes back through here.
  if (node !== process.execPath) return become(node, process.argv.slice(1));
  if (lean) endWithParent(() => process.kill(process.pid, "SIGTERM"));
  // The heap for young objects stays as it is: growing it holds some 15 MB more. Its largest size
  // can only be said before a process starts, how fast it grows at any time.
  if (lean) v8.setFlagsFromString("--semi-space-growth-factor=1");
  // Looks the heap through sooner: some 12 MB less after ten pages, and pages no slower to measure.
  if (lean) v8.setFlagsFromString("--optimize-for-size");
  // Unasked, the heap may grow to several times what is held before it is looked through.
  if (steady) v8.setFlagsFromString("--heap-growing-percent=50");
  // Before the first import: it keeps stripped types too, a third of the start-up time. A thread
  // has no cache of its own unless its environment names one: without, each brings the compiler.
  process.env.NODE_COMPILE_CACHE ??= path.join(cacheFolder(root), "compiled");
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(path.join(ROOT, "web", "loader", "register.ts")).href);
  await import(pathToFileURL(path.join(root, entry)).href);
}

module.exports = { become, bundledNode, endWithParent, findNode, installNeeded, launch };
