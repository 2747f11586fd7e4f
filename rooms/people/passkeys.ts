/**
 * Passkeys (WebAuthn level 3): where a browser has them, they stand for both steps, since they ask
 * their owner too (user verification). What is asked of a browser is a sealed ticket, so that no
 * row is kept of who only looked; the login's own row holds public keys alone. What a maker of
 * devices says of them (attestation) is thrown away unread: it would tell which phone it is.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { openFor, sealFor } from "./entering.ts";
import { changeLogin, type Passkey, readLogin } from "./logins.ts";
import { changeRow, hashed, type NodeParts } from "./records.ts";

/** Passkeys of one login. */
export const PASSKEYS_MAX = 10;
/** Longest name of one, in UTF-16 units. */
export const PASSKEY_NAME_MAX = 40;
/** How long a ticket is good for, ms. */
export const TICKET_MS = 5 * 60_000;
/** Longest answer of a browser, in UTF-16 units. */
const ANSWER_MAX = 16_384;
/** Ed25519, ECDSA on P-256, RSA with SHA-256 (COSE numbers), the best first. */
export const ALGORITHMS: readonly number[] = [-8, -7, -257];

/** What a ticket is for, and the browser and login it is for. */
export type Ticketed = {
  use: "sign-in" | "confirm" | "add";
  browser: string;
  /** Null at the door: the passkey says whose it is. */
  login: string | null;
};

type Ticket = Ticketed & { nonce: string; until: number };

/** What a browser signs: a sealed ticket, and the challenge as it is. */
export function ticketFor(parts: NodeParts, asked: Ticketed): Promise<string> {
  const nonce = Buffer.from(parts.random(16)).toString("hex");
  return sealFor(parts, "passkey-ticket", { ...asked, nonce, until: parts.clock() + TICKET_MS });
}

/** The host name passkeys hold for at an origin; null where it has none (digits alone). */
export function hostOf(origin: string): string | null {
  if (!URL.canParse(origin)) return null;
  const { hostname, protocol } = new URL(origin);
  const named = /[a-z]/i.test(hostname) && !hostname.startsWith("[");
  return named && (protocol === "https:" || hostname === "localhost") ? hostname : null;
}

/** How a login is called inside a passkey: what it is known by here, which is no name. */
export function handleOf(login: string): string {
  return Buffer.from(login, "hex").toString("base64url");
}

const bytes = z.string().regex(/^[\w-]{1,8000}$/);
const proofShape = z.object({
  ...{ id: bytes, rawId: bytes, type: z.literal("public-key") },
  response: z.object({
    ...{ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes },
    userHandle: bytes.optional(),
  }),
});
const keyShape = z.object({
  ...{ id: bytes, rawId: bytes, type: z.literal("public-key") },
  response: z.object({ clientDataJSON: bytes, attestationObject: bytes }),
});

const wrong = refuse("people.passkey-wrong", "who", { field: "passkey" });

/** What a browser answered, in its shape, or null. */
function answered<T>(shape: z.ZodType<T>, posted: string): T | null {
  if (posted.length > ANSWER_MAX) return null;
  try {
    return shape.safeParse(JSON.parse(posted)).data ?? null;
  } catch (fault) {
    if (fault instanceof SyntaxError) return null;
    throw fault;
  }
}

/** The ticket that a browser says it signed; nothing is believed of it before it opens. */
function challengeIn(clientData: string): string {
  const said = answered(
    z.object({ challenge: bytes }),
    Buffer.from(clientData, "base64url").toString(),
  );
  return said?.challenge ?? "";
}

/** Runs the library's check: it throws on whatever is not right, and that is all it says. */
async function checked<T>(check: () => Promise<T>): Promise<T | null> {
  return check().catch(() => null);
}

/**
 * Whose passkey signed: at the door whoever it says, later the login of the ticket alone. Unknown,
 * removed, late, replayed and forged get one answer.
 */
export async function provenBy(
  parts: NodeParts,
  posted: string,
  asked: Ticketed & { origin: string },
): Promise<string | Refusal> {
  const proof = answered(proofShape, posted);
  const host = hostOf(asked.origin);
  if (proof === null || host === null) return wrong;
  const expectedChallenge = challengeIn(proof.response.clientDataJSON);
  if (!(await isTicket(parts, expectedChallenge, asked))) return wrong;
  const handle = Buffer.from(proof.response.userHandle ?? "", "base64url").toString("hex");
  const login = asked.login ?? handle;
  const key = await keyOf(parts, login, proof.id, host);
  if (key === null) return wrong;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const counted = await checked(() =>
    verifyAuthenticationResponse({
      response: { ...proof, clientExtensionResults: {} } as AuthenticationResponseJSON,
      expectedChallenge,
      ...{ expectedOrigin: asked.origin, expectedRPID: host, requireUserVerification: true },
      credential: {
        ...{ id: key.id, counter: key.counter },
        publicKey: new Uint8Array(Buffer.from(key.key, "base64url")),
      },
    }),
  );
  if (counted?.verified !== true || !(await spend(parts, proof.response.clientDataJSON)))
    return wrong;
  const { newCounter } = counted.authenticationInfo;
  const now = parts.clock();
  const noted = (one: Passkey) =>
    one.id === key.id ? { ...one, counter: newCounter, used: now } : one;
  await changeKeys(parts, login, (keys) => keys.map(noted));
  return login;
}

async function keyOf(
  parts: NodeParts,
  login: string,
  id: string,
  host: string,
): Promise<Passkey | null> {
  if (!/^[0-9a-f]{64}$/.test(login)) return null;
  const keys = (await readLogin(parts, login))?.passkeys ?? [];
  return keys.find((one) => one.id === id && one.host === host) ?? null;
}

async function isTicket(
  parts: NodeParts,
  sealed: string,
  { use, browser, login }: Ticketed,
): Promise<boolean> {
  const ticket = await openFor<Ticket>(parts, "passkey-ticket", sealed);
  if (ticket === null || ticket.until <= parts.clock()) return false;
  return ticket.use === use && ticket.browser === browser && ticket.login === login;
}

/** A ticket is good once; a row is kept only of what was signed rightly. */
async function spend(parts: NodeParts, clientData: string): Promise<boolean> {
  let first = false;
  const expires = parts.clock() + TICKET_MS;
  await changeRow<object>(parts, `passkey-used/${hashed("passkey", clientData)}`, (before) => {
    first = before === null;
    return first ? { value: {}, expires } : null;
  });
  return first;
}

/** Adds a passkey under a name; refuses what is not one, one too many, and one there already. */
export async function addPasskey(
  parts: NodeParts,
  posted: string,
  { name, ...asked }: Ticketed & { login: string; origin: string; name: string },
): Promise<Refusal | null> {
  const made = answered(keyShape, posted);
  const host = hostOf(asked.origin);
  if (made === null || host === null) return wrong;
  const expectedChallenge = challengeIn(made.response.clientDataJSON);
  if (!(await isTicket(parts, expectedChallenge, asked))) return wrong;
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const found = await checked(async () =>
    verifyRegistrationResponse({
      response: {
        ...made,
        response: await unattested(made.response),
        clientExtensionResults: {},
      } as RegistrationResponseJSON,
      expectedChallenge,
      ...{ expectedOrigin: asked.origin, expectedRPID: host, requireUserVerification: true },
      supportedAlgorithmIDs: [...ALGORITHMS],
    }),
  );
  if (found?.verified !== true || !(await spend(parts, made.response.clientDataJSON))) return wrong;
  const { id, publicKey, counter } = found.registrationInfo.credential;
  const key = Buffer.from(publicKey).toString("base64url");
  const passkey = { id, key, counter, host, name, added: parts.clock(), used: null };
  let full = false;
  await changeKeys(parts, asked.login, (keys) => {
    full = keys.length >= PASSKEYS_MAX;
    return full || keys.some((one) => one.id === id) ? keys : [...keys, passkey];
  });
  return full ? refuse("people.passkeys-many", "limit", { vars: { max: PASSKEYS_MAX } }) : null;
}

type Attested = { clientDataJSON: string; attestationObject: string };

/** The same without the maker's statement, and so without following where it leads. */
async function unattested({ clientDataJSON, attestationObject }: Attested): Promise<Attested> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = await import(
    "@simplewebauthn/server/helpers"
  );
  const object = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject));
  const plain = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", object.get("authData")],
  ]);
  const encoded = isoCBOR.encode(plain as Parameters<typeof isoCBOR.encode>[0]);
  return { clientDataJSON, attestationObject: isoBase64URL.fromBuffer(encoded) };
}

/** Gives a passkey another name. */
export function namePasskey(
  parts: NodeParts,
  login: string,
  id: string,
  name: string,
): Promise<boolean> {
  return changeKeys(parts, login, (keys) =>
    keys.map((one) => (one.id === id ? { ...one, name } : one)),
  );
}

/** Takes a passkey away; false where there was none. */
export async function removePasskey(parts: NodeParts, login: string, id: string): Promise<boolean> {
  let there = false;
  await changeKeys(parts, login, (keys) => {
    there = keys.some((one) => one.id === id);
    return keys.filter((one) => one.id !== id);
  });
  return there;
}

function changeKeys(
  parts: NodeParts,
  login: string,
  change: (keys: readonly Passkey[]) => readonly Passkey[],
): Promise<boolean> {
  return changeLogin(parts, login, (before) => {
    return { ...before, passkeys: change(before.passkeys ?? []) };
  });
}
