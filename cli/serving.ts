/** What it takes to serve, read while the store opens (`beginStore`). */
export { demoIn, worldOf } from "./demo-world.ts";
export { serveUntilTold } from "./listen.ts";
export { openNode } from "./node.ts";
