/**
 * Requests sent behind one another on one connection, without waiting for answers. No browser does
 * so; the answers have to come in order anyway, so one at a time is worked on, and one connection
 * never takes the node's time from the others.
 */
import type { Socket } from "node:net";

/** Requests that may wait on one connection; with one more it is cut. */
export const WAITING_MAX = 64;

type Answer = Response | Promise<Response>;
type Line = { waiting: (() => void)[] };

const lines = new WeakMap<Socket, Line>();

/** Answers when those before it on the same connection were answered. */
export function inTurn(socket: Socket, answer: () => Answer): Answer {
  const line = lines.get(socket);
  if (line === undefined) return worked(socket, answer);
  return new Promise<void>((turn) => {
    line.waiting.push(turn);
    if (line.waiting.length > WAITING_MAX) socket.destroy();
  }).then(() => {
    // Nobody hears the answers of a connection that is gone: they are not worked out.
    if (socket.destroyed) {
      next(socket);
      return new Response(null, { status: 503 });
    }
    return worked(socket, answer);
  });
}

async function worked(socket: Socket, answer: () => Answer): Promise<Response> {
  if (!lines.has(socket)) lines.set(socket, { waiting: [] });
  try {
    return await answer();
  } finally {
    next(socket);
  }
}

function next(socket: Socket): void {
  const turn = lines.get(socket)?.waiting.shift();
  if (turn === undefined) lines.delete(socket);
  else turn();
}
