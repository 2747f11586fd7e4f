/**
 * A permission as a consent record of ISO/IEC TS 27560 in the profile of DPV 2.3, as JSON-LD: for
 * the person, and for whoever has to show what was allowed. It names nobody: ids alone.
 */
import { endOf, startOf } from "../../house/values/index.ts";
import type { ConsentState, Yes } from "./facts.ts";
import type { Permission } from "./questions.ts";
import { DPV } from "./status.ts";

/** What is told beside the record: the notice as it was shown, its salt, what it is for. */
export type Beside = {
  notice: { lang: string; text: string } | null;
  salt: string | null;
  purpose: string | null;
  group: string;
  origin: string;
  space: string;
  receipt: boolean;
  now: number;
};

const CONTEXT = {
  dpv: "https://w3id.org/dpv#",
  dct: "http://purl.org/dc/terms/",
  "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
  alongside: "https://alongside.invalid/consent/v1#",
};
const BASIS: Readonly<Record<ConsentState["basis"], string>> = {
  ...{ "own-yes": "eu-gdpr:A6-1-a", "own-yes-special": "eu-gdpr:A9-2-a", vital: "eu-gdpr:A6-1-d" },
  ...{ "legal-duty": "eu-gdpr:A6-1-c", "public-task": "eu-gdpr:A6-1-e" },
};
const iso = (ms: number) => new Date(ms).toISOString();
const urn = (id: string) => `urn:alongside:${id}`;
/** 128 random bits as a UUID is written. */
const uuid = (id: string) =>
  `urn:uuid:${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;

/** The record. */
export function consentRecord({ thing, status }: Permission, beside: Beside): object {
  const { id, state } = thing;
  return {
    "@context": CONTEXT,
    "@type": "dpv:ConsentRecord",
    "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
    "dct:identifier": uuid(id),
    ...(beside.receipt ? { "alongside:receipt": uuid(id) } : {}),
    "dpv:hasDataSubject": urn(state.subject),
    "dpv:hasConsentStatus": `dpv:${DPV[status]}`,
    "dpv:hasProcess": processOf(state, beside),
    "dpv:hasDataController": {
      ...{ "@id": urn(beside.space), "@type": "dpv:Organisation", "dpv:hasName": beside.group },
      "dpv:hasContact": `${beside.origin}/permission`,
    },
    "dct:hasPart": eventsOf(state, beside.now),
    ...(state.replaces === null ? {} : { "dct:replaces": uuid(state.replaces) }),
    // What it is derived from: it holds only while each of these does.
    ...(state.under.length === 0 ? {} : { "dct:requires": state.under.map(uuid) }),
  };
}

function processOf(state: ConsentState, beside: Beside): object {
  const { activity, channels, data, groups, roles, anyone, also } = state;
  const { notice, salt, purpose, origin } = beside;
  return {
    "dpv:hasNotice": {
      "alongside:hash": state.notice,
      "alongside:salt": salt,
      "dct:language": state.lang,
      "dct:description": notice?.text ?? null,
    },
    "dct:language": state.lang,
    "dpv:hasPurpose": { "alongside:activity": activity, "dct:description": purpose },
    "dpv:hasLegalBasis": BASIS[state.basis],
    "dpv:hasPersonalData": data.map((one) => `alongside:${one}`),
    "alongside:scope": state.scope.map(urn),
    "alongside:channels": channels,
    "alongside:namedAs": state.named,
    "alongside:face": state.face,
    "alongside:voice": state.voice,
    "alongside:placeLevelMax": state.place,
    "alongside:also": also,
    "alongside:usesMax": state.uses,
    "dpv:hasRecipient": [
      ...groups.map(urn),
      ...roles.map((role) => `alongside:${role}`),
      ...(anyone ? ["dpv:Public"] : []),
    ],
    "dpv:hasStorageCondition": {
      "dpv:hasLocation": origin,
      "dpv:hasDuration": iso(endOf(state.ends)),
    },
    "dpv:hasJurisdiction": state.country,
    "dpv:hasRight": ["dpv:WithdrawConsent", "eu-gdpr:A7-3"],
    "alongside:refusalHasNoCost": state.noCost,
    "alongside:withdrawalMethods": state.withdraw,
  };
}

function eventsOf(state: ConsentState, now: number): object[] {
  const validity = { from: iso(startOf(state.from)), until: iso(endOf(state.ends)) };
  const event = (at: number, is: string, entity: string, more: object = {}) => ({
    "dct:date": iso(at),
    "dpv:hasConsentStatus": `dpv:${is}`,
    "dpv:isIndicatedBy": entity,
    "dpv:hasDuration": validity,
    ...more,
  });
  const { subject, ended } = state;
  const given = (yes: Yes, i: number) =>
    event(
      yes.when,
      i >= state.yes.length - state.renewed ? "RenewedConsentGiven" : "ConsentGiven",
      urn(subject),
      {
        "@type": "dpv:ExplicitlyExpressedConsent",
        "alongside:as": yes.as,
        "dpv:hasIndicationMethod": yes.how,
        "alongside:interpreted": yes.interpreted,
        ...(yes.code === null
          ? {}
          : { "alongside:codeMadeBefore": `PT${Math.ceil(yes.code.after / 60_000)}M` }),
        "alongside:heardByMember": yes.heard !== null,
        ...(yes.assembly === null ? {} : { "alongside:assembly": yes.assembly }),
      },
    );
  const over = endOf(state.ends) <= now && ended === null;
  return [
    event(state.asked, "ConsentRequested", urn(subject)),
    ...state.yes.map(given),
    ...(ended === null
      ? []
      : [
          event(ended.when, DPV[state.stood], `alongside:${ended.by}`, {
            "alongside:because": ended.because,
          }),
        ]),
    ...(over ? [event(endOf(state.ends), "ConsentExpired", "alongside:time")] : []),
  ];
}
