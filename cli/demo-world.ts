/** The made-up world: whether a folder holds one, and filling it the first time. */
import { existsSync } from "node:fs";
import { anyLogin, changeRow, nodeOf, readRow } from "../rooms/people/index.ts";
import { Unable } from "./args.ts";
import type { OpenedNode } from "./node.ts";

/** Somebody to sign in as. */
export type DemoSignIn = { name: string; passphrase: string; space: string };

const KEY = "demo-world";
const FILLER = new URL("../demo/fill.ts", import.meta.url);

/** The sign-ins of the made-up world in this folder, or null where it holds none. */
export async function demoIn({ house }: OpenedNode): Promise<readonly DemoSignIn[] | null> {
  return readRow<DemoSignIn[]>(nodeOf(house), KEY);
}

/**
 * Fills an empty folder and marks it, before anything else, as made up; answers the sign-ins.
 * Null where this copy came without a made-up world.
 */
export async function fillDemo(node: OpenedNode): Promise<DemoSignIn[] | null> {
  if (!existsSync(FILLER)) return null;
  const mark = (value: readonly DemoSignIn[]) =>
    changeRow(nodeOf(node.house), KEY, () => ({ value, expires: null }));
  await mark([]);
  const filler = (await import(FILLER.href)) as {
    fillDemo: (node: OpenedNode) => Promise<{ signIns: DemoSignIn[] }>;
  };
  const { signIns } = await filler.fillDemo(node);
  await mark(signIns);
  return signIns;
}

/** The made-up world's sign-ins, filled now where the folder is empty; null on a real node. */
export async function worldOf(node: OpenedNode): Promise<readonly DemoSignIn[] | null> {
  const there = await demoIn(node);
  if (there?.length === 0)
    throw new Unable("the made-up world was broken off while it was made: delete the folder");
  if (there !== null) return there;
  return (await anyLogin(node)) ? null : fillDemo(node);
}
