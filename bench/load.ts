/** A bounded load on this machine: so many connections, one post under way on each. */
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

/** Where posts go and what a form of there carries. */
export type Target = { port: number; path: string; cookie: string; token: string };

/** Lets an application listen on a free port of this machine, as the product does. */
export async function listening(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<{ server: Server; port: number }> {
  const server = createAdaptorServer({ fetch, createServer }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

/**
 * Sends `count` posts, `flight` at a time; answers how many a second. Throws unless all are 303.
 */
export async function load(target: Target, flight: number, count: number): Promise<number> {
  const lanes = Array.from({ length: flight }, () => connect(target.port, "127.0.0.1"));
  await Promise.all(lanes.map((socket) => once(socket, "connect")));
  let next = 0;
  const started = performance.now();
  const run = async (socket: Socket) => {
    const answers = answersOf(socket);
    while (next < count) {
      socket.write(post(target, next++));
      const { value: status } = await answers.next();
      if (status !== 303) throw new Error(`a post was answered ${status ?? "with nothing"}`);
    }
  };
  try {
    await Promise.all(lanes.map(run));
    return count / ((performance.now() - started) / 1000);
  } finally {
    for (const socket of lanes) socket.destroy();
  }
}

function post({ port, path, cookie, token }: Target, of: number): string {
  const key = randomBytes(16).toString("hex");
  const body = `form-key=${key}&form-token=${encodeURIComponent(token)}&of=${of}`;
  return [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    "content-type: application/x-www-form-urlencoded",
    `content-length: ${body.length}`,
    "sec-fetch-site: same-origin",
    ...(cookie === "" ? [] : [`cookie: ${cookie}`]),
    `\r\n${body}`,
  ].join("\r\n");
}

/** The status of each answer on a connection, once the whole of it has come. */
async function* answersOf(socket: Socket): AsyncGenerator<number> {
  let text = "";
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString("latin1");
    for (let end = endOf(text); end > 0; end = endOf(text)) {
      yield Number(text.slice(9, 12));
      text = text.slice(end);
    }
  }
}

/** Where the first whole answer ends, or 0. */
function endOf(text: string): number {
  const head = text.indexOf("\r\n\r\n") + 4;
  if (head < 4) return 0;
  const fields = text.slice(0, head).toLowerCase();
  if (fields.includes("transfer-encoding: chunked")) {
    const end = text.indexOf("0\r\n\r\n", head);
    return end < 0 ? 0 : end + 5;
  }
  const length = Number(/content-length: (\d+)/.exec(fields)?.[1] ?? 0);
  return text.length >= head + length ? head + length : 0;
}
