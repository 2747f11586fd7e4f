/** The shapes of what is asked for about permissions. */
import { z } from "zod";
import { daySchema, idSchema, langSchema } from "../../house/values/index.ts";
import { assemblyFields, INVALID, noticeText, purposeText, REVOKED } from "./facts.ts";
import { altText, faceSchema } from "./facts-picture.ts";
import { heardAsSchema } from "./facts-spoken.ts";
import { ABSENT, BESIDE, calledText, IS, quotedText, whoFields } from "./facts-subject.ts";
import { CHANNELS, termFields, underSchema, usesSchema, voiceSchema } from "./terms.ts";

const oneSubject = { subject: idSchema };
const oneConsent = { consent: idSchema };
const oneSaying = { saying: idSchema };
/** What was shown or read out, and in which language. */
const shown = { notice: noticeText, lang: langSchema };

/** A person noted: who, and how they are reached. */
export const noteShape = z.strictObject({ is: z.enum(IS), ...whoFields });
/** A person by id. */
export const subjectShape = z.strictObject(oneSubject);
/** What somebody is called anew, and how they are reached. */
export const nameShape = z.strictObject({ ...oneSubject, ...whoFields });
/** Who stands beside somebody. */
export const besideShape = nameShape.extend({ as: z.enum(BESIDE) });
/** Somebody cannot be asked any more. */
export const absentShape = subjectShape.extend({ what: z.enum(ABSENT) });
/** Words of somebody. */
export const writeShape = subjectShape.extend({ quoted: quotedText });
/** Words by id. */
export const sayingShape = z.strictObject(oneSaying);
/** Words shown here, and what they are called under them. */
export const showShape = sayingShape.extend({ called: calledText.optional() });
/** Words given to somewhere else. */
export const passShape = sayingShape.extend({ channel: z.enum(CHANNELS) });
/** A picture beside words: what of a face is in it, and what it shows. The file comes beside. */
export const keepPictureShape = sayingShape.extend({ face: faceSchema, alt: altText });
/** A picture by id. */
export const pictureShape = z.strictObject({ picture: idSchema });
/** A picture given to somewhere else. */
export const passPictureShape = pictureShape.extend({ channel: z.enum(CHANNELS) });
/** Words as sound: how the voice is heard, and that whoever speaks knows. The file comes beside. */
export const keepSpokenShape = sayingShape.extend({
  voice: heardAsSchema,
  known: z.literal(true, "consent.say-known"),
});
/** Words as sound, by id. */
export const spokenShape = z.strictObject({ spoken: idSchema });
/** Words as sound, given to somewhere else. */
export const passSpokenShape = spokenShape.extend({ channel: z.enum(CHANNELS) });
/** Words, a picture or a voice, handed on to a group that came along. */
export const handOnShape = z.strictObject({ what: idSchema, to: idSchema });
/** Somebody, and a group that came along that they are brought together with. */
export const meetShape = z.strictObject({ ...oneSubject, to: idSchema });
/** A permission by id. */
export const consentShape = z.strictObject(oneConsent);
/** A permission whose notice is read aloud: by whoever sends it, in their own voice. */
export const keepRecordingShape = consentShape.extend({
  own: z.literal(true, "consent.say-own-voice"),
});
/** A recording by id. */
export const recordingShape = z.strictObject({ recording: idSchema });
/** A permission asked for. */
export const askShape = z.strictObject({
  ...{ ...oneSubject, ...termFields, ...shown, purpose: purposeText },
  replaces: idSchema.optional(),
  uses: usesSchema.default(null),
  voice: voiceSchema.default("none"),
  under: underSchema.default([]),
});
/** A yes that a member heard. `retold`: what it is about was repeated in their own words. */
export const hearShape = consentShape.extend({
  as: z.enum(["self", "guardian", "assembly", "speaker", "other"]),
  retold: z.boolean(),
  interpreted: z.boolean(),
  assembly: z.strictObject(assemblyFields).optional(),
});
/** A yes by own hand. */
export const giveShape = consentShape.extend({ as: z.enum(["self", "guardian"]) });
/** A yes to more time. A member says whether it was repeated in their own words. */
export const renewShape = consentShape.extend({
  ...{ ...shown, ends: daySchema, review: daySchema, retold: z.boolean() },
  interpreted: z.boolean(),
});
/** The group ends it, for a reason of a list. */
export const revokeShape = consentShape.extend({ because: z.enum(REVOKED) });
/** It never was a true yes. */
export const invalidShape = consentShape.extend({ because: z.enum(INVALID) });
