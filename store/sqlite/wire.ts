/** How calls and answers travel between the store and its worker thread. */

/** A call: its number, its name, what it takes. */
export type Asked = [id: number, name: string, values: unknown[]];

/** A fault as it travels; what SQLite says of it stays with it. */
export type Fault = { name: string; message: string; code?: string; errcode?: number };

/** An answer: the call's number and either its value or its fault. */
export type Answered = [id: number, fault: Fault | null, value: unknown];

/** What the worker says first: that it is ready, or why not. */
export type Started = { started: true } | { started: false; fault: Fault };

function visit(value: unknown, onBytes: (bytes: Uint8Array) => void): void {
  if (value instanceof Uint8Array) onBytes(value);
  else if (Array.isArray(value)) for (const one of value) visit(one, onBytes);
  else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) visit(one, onBytes);
  }
}

function rebuilt(value: unknown, bytesFor: (bytes: Uint8Array) => Uint8Array): unknown {
  if (value instanceof Uint8Array) return bytesFor(value);
  if (Array.isArray(value)) return value.map((one) => rebuilt(one, bytesFor));
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) copy[name] = rebuilt(one, bytesFor);
  return copy;
}

/**
 * The same values over one buffer of their own, to be handed over whole: one copy, the caller
 * keeps its bytes, and a small view never drags a large buffer along.
 */
export function packed(values: unknown[]): { values: unknown[]; transfer: ArrayBuffer[] } {
  let length = 0;
  visit(values, (bytes) => {
    length += bytes.length;
  });
  if (length === 0) return { values, transfer: [] };
  const buffer = new ArrayBuffer(length);
  let offset = 0;
  const copies = rebuilt(values, (bytes) => {
    const copy = new Uint8Array(buffer, offset, bytes.length);
    copy.set(bytes);
    offset += bytes.length;
    return copy;
  });
  return { values: copies as unknown[], transfer: [buffer] };
}

/** The buffers of an answer, each owned by one value alone, to be handed over without a copy. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  visit(value, (bytes) => {
    if (bytes.buffer instanceof ArrayBuffer) buffers.push(bytes.buffer);
  });
  return buffers;
}

/** A fault made ready to travel. */
export function faultOf(thrown: unknown): Fault {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown) };
  const { code, errcode } = thrown as { code?: string; errcode?: number };
  return {
    name: thrown.name,
    message: thrown.message,
    ...(code === undefined ? {} : { code }),
    ...(errcode === undefined ? {} : { errcode }),
  };
}

/** A fault that travelled, as an error again. */
export function errorOf({ name, message, ...details }: Fault): Error {
  const error = name === "RangeError" ? new RangeError(message) : new Error(message);
  return Object.assign(error, details, { name });
}
